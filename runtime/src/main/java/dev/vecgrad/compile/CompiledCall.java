package dev.vecgrad.compile;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.GradMode;
import dev.vecgrad.core.Value;
import dev.vecgrad.exec.Tracing;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.plan.Plan;
import dev.vecgrad.plan.Recording;
import dev.vecgrad.type.CompileException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A function's plan for arguments that look alike. */
final class CompiledCall {
    private final List<Argument> arguments;
    private final List<Value> results;
    private final boolean recording;
    private final Plan plan;

    private CompiledCall(List<Argument> arguments, List<Value> results, boolean recording, Plan plan) {
        this.arguments = arguments;
        this.results = results;
        this.recording = recording;
        this.plan = plan;
    }

    /** {@return the plan of {@code function} for such arguments, which are not touched} */
    static CompiledCall trace(Function<List<Tensor>, List<Tensor>> function, List<Tensor> given) {
        List<Argument> arguments = new ArrayList<>();
        List<Tensor> standIns = new ArrayList<>();
        for (Tensor tensor : given) {
            Argument argument = new Argument(tensor.value());
            Argument.moveGrad(tensor.value(), argument.standIn());
            arguments.add(argument);
            standIns.add(new Tensor(argument.standIn()));
        }
        Recording recording = new Recording();
        List<Value> results;
        try {
            results = Tracing.record(recording, () -> function.apply(standIns)).stream()
                    .map(Tensor::value)
                    .toList();
        } finally {
            recording.undo();
        }
        Plan plan = Plan.of(
                recording,
                arguments.stream().map(a -> a.standIn().storage()).toList(),
                results.stream().map(Value::storage).toList());
        return new CompiledCall(arguments, results, GradMode.isEnabled(), plan);
    }

    Plan plan() {
        return plan;
    }

    /** {@return whether a call with these arguments, now, does what was taken down} */
    boolean fits(List<Tensor> given) {
        if (given.size() != arguments.size() || recording != GradMode.isEnabled()) {
            return false;
        }
        for (int i = 0; i < given.size(); i++) {
            if (!arguments.get(i).fits(given.get(i).value())) {
                return false;
            }
        }
        moveGrads(given, true);
        return plan.fits();
    }

    private void moveGrads(List<Tensor> given, boolean in) {
        for (int i = 0; i < given.size(); i++) {
            Value outside = given.get(i).value();
            Value inside = arguments.get(i).standIn();
            Argument.moveGrad(in ? outside : inside, in ? inside : outside);
        }
    }

    /** {@return the results for arguments that fit} */
    List<Tensor> run(List<Tensor> given) {
        Storage[] storages = new Storage[given.size()];
        long[] shifts = new long[given.size()];
        for (int i = 0; i < storages.length; i++) {
            Value value = given.get(i).value();
            storages[i] = value.storage();
            shifts[i] = arguments.get(i).shift(value);
            requireApart(storages, i);
        }
        Storage[] made = plan.run(storages, shifts);
        moveGrads(given, false);
        List<Tensor> returned = new ArrayList<>(made.length);
        for (int j = 0; j < made.length; j++) {
            returned.add(new Tensor(result(results.get(j), made[j], given)));
        }
        return returned;
    }

    private Value result(Value traced, Storage storage, List<Tensor> given) {
        long offset = traced.offset();
        for (int i = 0; i < arguments.size(); i++) {
            if (traced.storage() == arguments.get(i).standIn().storage()) {
                offset += arguments.get(i).shift(given.get(i).value())
                        / traced.dtype().itemSize();
            }
        }
        return Value.of(storage, traced.dtype(), traced.shape(), traced.strides(), offset);
    }

    /** What is written must be named in one way. */
    private void requireApart(Storage[] storages, int i) {
        Storage own = arguments.get(i).standIn().storage();
        for (int j = 0; j < i; j++) {
            Storage other = arguments.get(j).standIn().storage();
            if (storages[j] == storages[i] && (plan.writes(own) || plan.writes(other))) {
                throw shared(i, "argument " + j);
            }
        }
        for (Storage captured : plan.captured()) {
            if (captured == storages[i] && (plan.writes(own) || plan.writes(captured))) {
                throw shared(i, "a tensor that the function uses besides");
            }
        }
    }

    private static CompileException shared(int i, String with) {
        return new CompileException("compile: argument " + i + " shares memory with " + with
                + " and the function writes there: hand over a clone()");
    }
}
