package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sees the result of a module. */
@FunctionalInterface
public interface ForwardHook {
    /** {@return another result, or null to leave it} */
    @Nullable
    Tensor apply(Module module, List<Tensor> inputs, Tensor output);
}
