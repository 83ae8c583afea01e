package dev.vecgrad.optim;

/** Multiplies the rates by gamma every epoch. */
public final class ExponentialLR extends LRScheduler {
    private final double gamma;

    /** A schedule with a factor. */
    public ExponentialLR(Optimizer<?> optimizer, double gamma) {
        super(optimizer);
        this.gamma = gamma;
        begin();
    }

    @Override
    double[] next() {
        return scaled(gamma);
    }
}
