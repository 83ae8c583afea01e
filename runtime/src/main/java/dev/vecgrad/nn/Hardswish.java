package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** x times {@link Hardsigmoid} of x. Howard et al. 2019, arXiv:1905.02244. */
public final class Hardswish extends Activation {
    /** The layer; its input stays as it is. */
    public Hardswish() {
        this(false);
    }

    /** The layer, which may write over its input. */
    public Hardswish(boolean inplace) {
        super(inplace);
    }

    @Override
    Tensor apply(Tensor input) {
        return input.hardswish();
    }

    @Override
    Tensor applyInPlace(Tensor input) {
        return input.hardswish_();
    }

    /** {@return nothing, as in PyTorch, whether in place or not} */
    @Override
    protected String extraText() {
        return "";
    }
}
