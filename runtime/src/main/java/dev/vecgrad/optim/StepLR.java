package dev.vecgrad.optim;

/** Multiplies the rates by gamma every {@code stepSize} epochs. */
public final class StepLR extends LRScheduler {
    private final int stepSize;
    private final double gamma;

    /** A schedule with gamma 0.1. */
    public StepLR(Optimizer<?> optimizer, int stepSize) {
        this(optimizer, stepSize, 0.1);
    }

    /** A schedule with choices. */
    public StepLR(Optimizer<?> optimizer, int stepSize, double gamma) {
        super(optimizer);
        this.stepSize = stepSize;
        this.gamma = gamma;
        begin();
    }

    @Override
    double[] next() {
        return lastEpoch() % stepSize == 0 ? scaled(gamma) : rates();
    }
}
