package dev.vecgrad.optim;

/** Goes along a line from {@code startFactor} times the rates to {@code endFactor} times them at epoch {@code totalIters}. */
public final class LinearLR extends LRScheduler {
    private final double startFactor;
    private final double endFactor;
    private final int totalIters;

    /** A schedule from a third of the rates to all of them in 5 epochs. */
    public LinearLR(Optimizer<?> optimizer) {
        this(optimizer, 1.0 / 3, 1, 5);
    }

    /** A schedule with choices. */
    public LinearLR(Optimizer<?> optimizer, double startFactor, double endFactor, int totalIters) {
        super(optimizer);
        Checks.schedule(
                "LinearLR",
                startFactor > 0 && startFactor <= 1,
                "Starting multiplicative factor expected to be greater than 0 and less or equal to 1. It is "
                        + startFactor);
        Checks.schedule(
                "LinearLR",
                endFactor >= 0 && endFactor <= 1,
                "Ending multiplicative factor expected to be between 0 and 1. It is " + endFactor);
        this.startFactor = startFactor;
        this.endFactor = endFactor;
        this.totalIters = totalIters;
        begin();
    }

    @Override
    double[] initial() {
        return scaled(startFactor);
    }

    @Override
    double[] again() {
        return ofBase(startFactor);
    }

    @Override
    double[] next() {
        if (lastEpoch() > totalIters) {
            return rates();
        }
        double range = endFactor - startFactor;
        return scaled(1 + range / (totalIters * startFactor + (lastEpoch() - 1) * range));
    }
}
