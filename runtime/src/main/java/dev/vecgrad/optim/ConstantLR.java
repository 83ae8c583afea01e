package dev.vecgrad.optim;

/** Multiplies the rates by a factor until epoch {@code totalIters}. */
public final class ConstantLR extends LRScheduler {
    private final double factor;
    private final int totalIters;

    /** A schedule with a third of the rates until epoch 5. */
    public ConstantLR(Optimizer<?> optimizer) {
        this(optimizer, 1.0 / 3, 5);
    }

    /** A schedule with choices. */
    public ConstantLR(Optimizer<?> optimizer, double factor, int totalIters) {
        super(optimizer);
        Checks.schedule(
                "ConstantLR",
                factor >= 0 && factor <= 1,
                "Constant multiplicative factor expected to be between 0 and 1. It is " + factor);
        this.factor = factor;
        this.totalIters = totalIters;
        begin();
    }

    @Override
    double[] initial() {
        return scaled(factor);
    }

    @Override
    double[] again() {
        return ofBase(factor);
    }

    @Override
    double[] next() {
        return lastEpoch() == totalIters ? scaled(1 / factor) : rates();
    }
}
