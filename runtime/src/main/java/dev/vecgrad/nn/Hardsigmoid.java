package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** (x + 3) / 6 limited to [0, 1]. */
public final class Hardsigmoid extends Activation {
    /** The layer; its input stays as it is. */
    public Hardsigmoid() {
        this(false);
    }

    /** The layer, which may write over its input. */
    public Hardsigmoid(boolean inplace) {
        super(inplace);
    }

    @Override
    Tensor apply(Tensor input) {
        return input.hardsigmoid();
    }

    @Override
    Tensor applyInPlace(Tensor input) {
        return input.hardsigmoid_();
    }

    /** {@return nothing, as in PyTorch, whether in place or not} */
    @Override
    protected String extraText() {
        return "";
    }
}
