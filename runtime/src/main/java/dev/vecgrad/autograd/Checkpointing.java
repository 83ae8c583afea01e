package dev.vecgrad.autograd;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.core.GradMode;
import dev.vecgrad.core.Recomputation;
import dev.vecgrad.core.Value;
import java.util.Arrays;
import java.util.List;

/**
 * Trades time for memory: what a part of a model would save for backward is not kept but computed again in backward. PyTorch's
 * torch.utils.checkpoint, in the variant that is not reentrant. Chen et al. 2016, "Training Deep Nets with Sublinear Memory Cost",
 * arXiv:1604.06174.
 *
 * {@snippet :
 * Tensor hidden = Checkpointing.run(in -> model.get(0).forward(in[0]).relu(), x);
 * Tensor result = Checkpointing.run(in -> model.get(1).forward(in[0]), hidden);
 * result.sum().backward();
 * }
 *
 * <p>Gradients are the same to the bit, of any order, by backward, {@code Autograd.grad} and tapes; random numbers of the global generator, or of those
 * named, are drawn again as at first, so dropout repeats. Calls nest. What the function makes besides its result is given back when it ends:
 * it must not keep tensors for use outside. What it writes, e.g. running statistics of a batch norm, is written once more in backward.
 * Memory: the inputs, and in backward what one call saves. Time: one forward pass more.
 */
public final class Checkpointing {
    private Checkpointing() {}

    /** {@return what the function makes of the inputs} */
    public static Tensor run(TensorFunction function, Tensor... inputs) {
        return run(List.of(Generator.global()), function, inputs);
    }

    /**
     * {@return the same for a function that draws numbers of these generators}
     *
     * @throws dev.vecgrad.type.AutogradException in backward, if the function does not save as many tensors as at first
     */
    public static Tensor run(List<Generator> generators, TensorFunction function, Tensor... inputs) {
        return runAll(generators, in -> new Tensor[] {function.apply(in)}, inputs)[0];
    }

    /** {@return the same for a function with several results} */
    public static Tensor[] runAll(List<Generator> generators, TensorsFunction function, Tensor... inputs) {
        if (!GradMode.isEnabled()) {
            return function.apply(inputs);
        }
        Value[] outputs = Recomputation.run(
                in -> Context.values(function.apply(tensors(in))), Context.values(inputs), generators);
        return tensors(outputs);
    }

    private static Tensor[] tensors(Value[] values) {
        return Arrays.stream(values).map(Tensor::new).toArray(Tensor[]::new);
    }
}
