package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.ConvolutionForm;
import dev.vecgrad.ops.PoolForm;

/** The mean of each window of images {@code [n, c, l]}, or without n. */
public final class AvgPool1d extends Layer {
    private final long kernel;
    private final PoolOptions options;

    /** Windows of this size, side by side. */
    public AvgPool1d(long kernel) {
        this(kernel, options());
    }

    /** Windows of this size with choices. */
    public AvgPool1d(long kernel, PoolOptions options) {
        this.kernel = kernel;
        this.options = options;
    }

    /** {@return windows side by side, no margins, none over the end, margins counted} */
    public static PoolOptions options() {
        return PoolOptions.plain();
    }

    @Override
    public Tensor forward(Tensor input) {
        return Pools.avgPool1d(input, kernel, options);
    }

    @Override
    protected String extraText() {
        PoolForm form = options.form(ConvolutionForm.list(kernel));
        return "kernel_size=" + Texts.tuple(form.kernel()) + ", stride=" + Texts.tuple(form.strideOrKernel())
                + ", padding=" + Texts.tuple(form.padding());
    }
}
