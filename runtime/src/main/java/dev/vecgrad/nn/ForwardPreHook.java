package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sees the inputs of a module before it computes. */
@FunctionalInterface
public interface ForwardPreHook {
    /** {@return other inputs, or null to leave them} */
    @Nullable
    List<Tensor> apply(Module module, List<Tensor> inputs);
}
