package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sees the gradients of a module's inputs and of its result when they have been computed. */
@FunctionalInterface
public interface BackwardHook {
    /**
     * {@return other gradients of the inputs, or null to leave them}
     *
     * @param module the module
     * @param gradInputs the gradients of its inputs, null for those that get none
     * @param gradOutput the gradient of its result
     */
    @Nullable
    List<@Nullable Tensor> apply(Module module, List<@Nullable Tensor> gradInputs, Tensor gradOutput);
}
