package dev.vecgrad.optim;

import java.util.Arrays;

/** Multiplies the rates by gamma at certain epochs, twice at one that is named twice. */
public final class MultiStepLR extends LRScheduler {
    private final int[] milestones;
    private final double gamma;

    /** A schedule with gamma 0.1. */
    public MultiStepLR(Optimizer<?> optimizer, int... milestones) {
        this(optimizer, milestones, 0.1);
    }

    /** A schedule with choices. */
    public MultiStepLR(Optimizer<?> optimizer, int[] milestones, double gamma) {
        super(optimizer);
        this.milestones = milestones.clone();
        this.gamma = gamma;
        begin();
    }

    @Override
    double[] next() {
        long times = Arrays.stream(milestones).filter(m -> m == lastEpoch()).count();
        return times == 0 ? rates() : scaled(Math.pow(gamma, (double) times));
    }
}
