package dev.vecgrad.bench;

import dev.vecgrad.Tensor;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Steps that go forward and backward, from leaves whose gradients are forgotten first. */
final class GradientStep {
    private GradientStep() {}

    /** {@return the step from a loss of one element} */
    static Step of(Supplier<Tensor> loss, List<Tensor> leaves) {
        return of(loss, Tensor::backward, leaves);
    }

    /** {@return the step that goes back as {@code backward} says} */
    static Step of(Supplier<Tensor> forward, Consumer<Tensor> backward, List<Tensor> leaves) {
        return new TensorStep(
                () -> {
                    leaves.forEach(leaf -> leaf.setGrad(null));
                    Tensor result = forward.get();
                    backward.accept(result);
                    return result;
                },
                leaves);
    }
}
