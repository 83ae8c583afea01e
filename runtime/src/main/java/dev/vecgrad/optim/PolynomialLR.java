package dev.vecgrad.optim;

/** Lowers the rates to 0 at epoch {@code totalIters} as a power of what is left. */
public final class PolynomialLR extends LRScheduler {
    private final int totalIters;
    private final double power;

    /** A schedule along a line over 5 epochs. */
    public PolynomialLR(Optimizer<?> optimizer) {
        this(optimizer, 5, 1);
    }

    /** A schedule with choices. */
    public PolynomialLR(Optimizer<?> optimizer, int totalIters, double power) {
        super(optimizer);
        this.totalIters = totalIters;
        this.power = power;
        begin();
    }

    @Override
    double[] next() {
        if (lastEpoch() > totalIters) {
            return rates();
        }
        double left = 1 - (double) lastEpoch() / totalIters;
        double before = 1 - (double) (lastEpoch() - 1) / totalIters;
        return scaled(Math.pow(left / before, power));
    }
}
