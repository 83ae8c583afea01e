package dev.vecgrad.optim;

import java.util.Arrays;

/**
 * Raises the rates from a lower to an upper bound and lowers them again, over and over; the momentum goes the other way. Smith 2015, arXiv:1506.01186.
 * Meant for a step after every batch.
 */
public final class CyclicLR extends ClosedFormScheduler {
    /** What becomes of the height of later cycles. */
    public enum Mode {
        /** Nothing. */
        TRIANGULAR,
        /** It halves every cycle. */
        TRIANGULAR2,
        /** It is multiplied by gamma every step. */
        EXP_RANGE
    }

    private final CyclicOptions options;

    /** A schedule between two rates with the default choices. */
    public CyclicLR(Optimizer<?> optimizer, double baseLr, double maxLr) {
        this(optimizer, options(baseLr, maxLr));
    }

    /** A schedule with choices. */
    public CyclicLR(Optimizer<?> optimizer, CyclicOptions options) {
        super(optimizer);
        this.options = options;
        if (options.cycleMomentum()) {
            CyclicMomentum.check("CyclicLR", this);
        }
        begin();
    }

    /** {@return 2000 steps up and as many down, equally high cycles, the momentum between 0.9 and 0.8} */
    public static CyclicOptions options(double baseLr, double maxLr) {
        return new CyclicOptions(baseLr, maxLr, 2000, 0, Mode.TRIANGULAR, 1, true, 0.8, 0.9);
    }

    @Override
    double[] next() {
        double total = options.stepSizeUp() + options.down();
        double cycle = Math.floor(1 + lastEpoch() / total);
        double at = 1 + lastEpoch() / total - cycle;
        double up = options.stepSizeUp() / total;
        double height = (at <= up ? at / up : (at - 1) / (up - 1)) * scale(cycle);
        if (options.cycleMomentum()) {
            CyclicMomentum.set(this, options.maxMomentum() - (options.maxMomentum() - options.baseMomentum()) * height);
        }
        double[] rates = rates();
        Arrays.fill(rates, options.baseLr() + (options.maxLr() - options.baseLr()) * height);
        return rates;
    }

    private double scale(double cycle) {
        return switch (options.mode()) {
            case TRIANGULAR -> 1;
            case TRIANGULAR2 -> 1 / Math.pow(2, cycle - 1);
            case EXP_RANGE -> Math.pow(options.gamma(), lastEpoch());
        };
    }
}
