package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.FunctionOutputs;
import dev.vecgrad.core.Node;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.AutogradException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The hooks on one call's gradients. Inputs and result pass through nodes that leave them as they are: the gradient of the result arrives
 * at the one, those of the inputs at the other, which then runs the hooks.
 */
final class BackwardHooks {
    private final Module module;
    private final List<BackwardHook> hooks;
    private final List<Tensor> given;
    private final int[] followed;
    private @Nullable Tensor gradOutput;

    BackwardHooks(Module module, List<BackwardHook> hooks, List<Tensor> given) {
        this.module = module;
        this.hooks = hooks;
        this.given = given;
        this.followed = IntStream.range(0, given.size())
                .filter(i -> given.get(i).value().requiresGrad())
                .toArray();
    }

    /** {@return the inputs as the module is to see them} */
    List<Tensor> inputs() {
        if (followed.length == 0) {
            return given;
        }
        Value[] values =
                Arrays.stream(followed).mapToObj(i -> given.get(i).value()).toArray(Value[]::new);
        Value[] passed = FunctionOutputs.record(new InputNode(), values, values, List.of(), List.of());
        List<Tensor> seen = new ArrayList<>(given);
        for (int i = 0; i < passed.length; i++) {
            seen.set(followed[i], new Tensor(passed[i]));
        }
        return Collections.unmodifiableList(seen);
    }

    /** {@return the result as the caller is to see it} */
    Tensor output(Tensor result) {
        Value value = result.value();
        if (!value.requiresGrad()) {
            return result;
        }
        Value[] values = {value};
        return new Tensor(FunctionOutputs.record(new OutputNode(), values, values, List.of(), List.of())[0]);
    }

    private List<@Nullable Tensor> nulls() {
        List<@Nullable Tensor> nulls = new ArrayList<>();
        for (Tensor _ : given) {
            nulls.add(null);
        }
        return nulls;
    }

    private List<@Nullable Tensor> run(List<@Nullable Tensor> gradInputs) {
        Tensor ofOutput = gradOutput;
        if (ofOutput == null) {
            throw new IllegalStateException("registerFullBackwardHook: the gradient of the result has not arrived");
        }
        List<@Nullable Tensor> gradients = gradInputs;
        for (BackwardHook hook : hooks) {
            List<@Nullable Tensor> other = hook.apply(module, gradients, ofOutput);
            if (other != null && other.size() != gradInputs.size()) {
                throw new AutogradException(
                        "registerFullBackwardHook: Backward hook returned an invalid number of grad_input," + " got "
                                + other.size() + ", but expected " + gradInputs.size());
            }
            gradients = other == null ? gradients : other;
        }
        return gradients;
    }

    private final class InputNode extends Node {
        InputNode() {
            super("BackwardHookFunctionBackward");
        }

        @Override
        protected @Nullable Value[] backward(@Nullable Value[] gradOutputs) {
            List<@Nullable Tensor> gradInputs = nulls();
            for (int i = 0; i < gradOutputs.length; i++) {
                Value gradient = gradOutputs[i];
                gradInputs.set(followed[i], gradient == null ? null : new Tensor(gradient));
            }
            List<@Nullable Tensor> gradients = run(Collections.unmodifiableList(gradInputs));
            @Nullable Value[] result = new @Nullable Value[gradOutputs.length];
            for (int i = 0; i < result.length; i++) {
                Tensor gradient = gradients.get(followed[i]);
                result[i] = gradient == null ? null : gradient.value();
            }
            return result;
        }

        @Override
        protected boolean isOpaque() {
            return true;
        }
    }

    private final class OutputNode extends Node {
        OutputNode() {
            super("BackwardHookFunctionBackward");
        }

        @Override
        protected @Nullable Value[] backward(@Nullable Value[] gradOutputs) {
            Value gradient = gradOutputs[0];
            gradOutput = gradient == null ? null : new Tensor(gradient);
            if (followed.length == 0 && gradient != null) {
                List<@Nullable Tensor> _ = run(Collections.unmodifiableList(nulls()));
            }
            return gradOutputs;
        }

        @Override
        protected boolean isOpaque() {
            return true;
        }
    }
}
