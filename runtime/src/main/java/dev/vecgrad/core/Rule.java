package dev.vecgrad.core;

import org.jspecify.annotations.Nullable;

/** How gradients of an op's outputs become gradients of its inputs, in ops. */
@FunctionalInterface
public interface Rule {
    /** {@return a gradient for each input, null for those that get none} */
    @Nullable
    Value[] backward(Backward call);
}
