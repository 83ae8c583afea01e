package dev.vecgrad.optim;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Bits;
import dev.vecgrad.core.Cell;
import dev.vecgrad.core.Value;
import dev.vecgrad.memory.Lifetime;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** What an optimiser remembers of one parameter: tensors of its shape by PyTorch's names, and how many steps it took. */
final class ParameterState {
    private final SequencedMap<String, Value> values = new LinkedHashMap<>();
    private final Cell step = new Cell(0);

    SequencedMap<String, Value> values() {
        return values;
    }

    Cell step() {
        return step;
    }

    /** Counts a step. {@return its number, from 1} */
    Cell nextStep() {
        step.set(step.get() + 1);
        return step;
    }

    /** {@return the tensor under a name, zeros at first} */
    Value zerosAtFirst(String name, Value parameter) {
        Value known = values.get(name);
        return known != null ? known : put(name, parameter, 0);
    }

    /** {@return a new tensor under a name, in memory that no scope frees} */
    Value put(String name, Value parameter, double number) {
        Value fresh = Value.empty(parameter.dtype(), parameter.shape(), parameter.device(), Lifetime.LONG);
        Arithmetic.fillInto(fresh, Bits.of(parameter.dtype(), number));
        values.put(name, fresh);
        return fresh;
    }

    /** Puts a copy of a tensor under a name, converted to the parameter's dtype. */
    void load(String name, Value parameter, Value source) {
        Value copy = put(name, parameter, 0);
        Arithmetic.copyInto(copy, Arithmetic.cast(source.detach(), parameter.dtype()));
    }
}
