package dev.vecgrad.core;

import org.jspecify.annotations.Nullable;

/** A value's place in the gradients' graph. */
final class AutogradMeta {
    private boolean requiresGrad;
    private @Nullable Node gradFn;
    private int outputNumber;
    private @Nullable Value grad;

    boolean requiresGrad() {
        return requiresGrad || gradFn != null;
    }

    void requiresGrad(boolean value) {
        requiresGrad = value;
    }

    @Nullable Node gradFn() {
        return gradFn;
    }

    int outputNumber() {
        return outputNumber;
    }

    void gradFn(@Nullable Node node, int number) {
        gradFn = node;
        outputNumber = number;
    }

    @Nullable Value grad() {
        return grad;
    }

    void grad(@Nullable Value value) {
        grad = value;
    }
}
