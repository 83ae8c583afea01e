package dev.vecgrad.optim;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Bits;
import dev.vecgrad.core.Cell;
import dev.vecgrad.core.Value;
import dev.vecgrad.exec.Tracing;
import dev.vecgrad.memory.Lifetime;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** What an optimiser remembers of one parameter, by PyTorch's names: numbers, such as how many steps it took, and tensors of its shape. */
final class ParameterState {
    private static final String STEP = "step";

    /** The names of numbers; all others are tensors. */
    static final Set<String> NUMBERS = Set.of(STEP, "mu_product", "eta", "mu");

    private final SequencedMap<String, Cell> numbers = new LinkedHashMap<>();
    private final SequencedMap<String, Value> values = new LinkedHashMap<>();

    SequencedMap<String, Value> values() {
        return values;
    }

    SequencedMap<String, Cell> numbers() {
        return numbers;
    }

    /** {@return the number under a name, {@code first} at first} */
    Cell number(String name, double first) {
        Cell known = numbers.get(name);
        return known != null ? known : put(name, new Cell(first));
    }

    /** A compiled step that fails takes it away again. */
    private Cell put(String name, Cell fresh) {
        Tracing.effect(fresh, _ -> {
            Cell before = numbers.put(name, fresh);
            return () -> restore(name, before);
        });
        return fresh;
    }

    private void restore(String name, @Nullable Cell before) {
        if (before == null) {
            Cell _ = numbers.remove(name);
        } else {
            Cell _ = numbers.put(name, before);
        }
    }

    /** Counts a step. {@return its number, from 1} */
    Cell nextStep() {
        Cell step = number(STEP, 0);
        change(step, () -> step.get() + 1);
        return step;
    }

    /** Gives a number its next value; a compiled step asks for that at each call. */
    static void change(Cell number, DoubleSupplier next) {
        Tracing.effect(number, _ -> {
            double before = number.get();
            number.set(next.getAsDouble());
            return () -> number.set(before);
        });
    }

    /** {@return whether there is a tensor under a name} */
    boolean has(String name) {
        boolean known = values.containsKey(name);
        Tracing.guard(this, () -> values.containsKey(name) == known);
        return known;
    }

    /** {@return the tensor under a name, zeros at first} */
    Value zerosAtFirst(String name, Value parameter) {
        return numberAtFirst(name, parameter, 0);
    }

    /** {@return the tensor under a name, {@code number} everywhere at first} */
    Value numberAtFirst(String name, Value parameter, double number) {
        Value known = values.get(name);
        Tracing.guard(this, () -> values.get(name) == known);
        return known != null ? known : put(name, parameter, number);
    }

    /** {@return a new tensor under a name, in memory that no scope frees} */
    Value put(String name, Value parameter, double number) {
        Value fresh = Tracing.suspended(
                () -> Value.empty(parameter.dtype(), parameter.shape(), parameter.device(), Lifetime.LONG));
        Tracing.effect(fresh, _ -> {
            Arithmetic.fillInto(fresh, Bits.of(parameter.dtype(), number));
            values.put(name, fresh);
            return () -> values.remove(name, fresh);
        });
        return fresh;
    }

    /** Puts a copy of a tensor under a name, converted to the parameter's dtype. */
    void load(String name, Value parameter, Value source) {
        Value copy = put(name, parameter, 0);
        Arithmetic.copyInto(copy, Arithmetic.cast(source.detach(), parameter.dtype()));
    }
}
