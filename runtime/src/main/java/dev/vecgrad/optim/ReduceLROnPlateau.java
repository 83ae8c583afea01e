package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** Lowers the rates when a measure, e.g. the validation loss, has not become better for a while. */
public final class ReduceLROnPlateau {
    /** What is better. */
    public enum Mode {
        /** Less. */
        MIN,
        /** More. */
        MAX
    }

    /** How much better counts. */
    public enum ThresholdMode {
        /** A share of the best so far. */
        REL,
        /** A difference. */
        ABS
    }

    private final Optimizer<?> optimizer;
    private final PlateauOptions options;
    private double best;
    private int bad;
    private int resting;
    private int lastEpoch;

    /** A schedule with the default choices. */
    public ReduceLROnPlateau(Optimizer<?> optimizer) {
        this(optimizer, options());
    }

    /** A schedule with choices. */
    public ReduceLROnPlateau(Optimizer<?> optimizer, PlateauOptions options) {
        Checks.schedule("ReduceLROnPlateau", options.factor() < 1, "Factor should be < 1.0. It is " + options.factor());
        this.optimizer = optimizer;
        this.options = options;
        this.best = options.mode() == Mode.MIN ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    /** {@return less is better, by 1e-4 of the best; a tenth of the rates after 10 epochs, no rest, down to 0} */
    public static PlateauOptions options() {
        return new PlateauOptions(Mode.MIN, 0.1, 10, 1e-4, ThresholdMode.REL, 0, 0, 1e-8);
    }

    /** Ends an epoch with this measure; lowers the rates if it is one too many without a better one. */
    public void step(double measure) {
        lastEpoch++;
        if (isBetter(measure)) {
            best = measure;
            bad = 0;
        } else {
            bad++;
        }
        if (resting > 0) {
            resting--;
            bad = 0;
        }
        if (bad > options.patience()) {
            reduce();
            resting = options.cooldown();
            bad = 0;
        }
    }

    private boolean isBetter(double measure) {
        double threshold = options.threshold();
        boolean less = options.mode() == Mode.MIN;
        double bound = switch (options.thresholdMode()) {
            case REL -> best * (less ? 1 - threshold : 1 + threshold);
            case ABS -> best + (less ? -threshold : threshold);
        };
        return less ? measure < bound : measure > bound;
    }

    private void reduce() {
        for (ParameterGroup<?> group : optimizer.groups()) {
            double rate = group.number("lr");
            double lower = Math.max(rate * options.factor(), options.minLr());
            if (rate - lower > options.eps()) {
                group.setNumber("lr", lower);
            }
        }
    }

    /** {@return the present rates, one a group} */
    public double[] getLastLr() {
        return optimizer.groups().stream()
                .mapToDouble(group -> group.number("lr"))
                .toArray();
    }

    /** {@return the number of steps} */
    public int lastEpoch() {
        return lastEpoch;
    }

    /** {@return what it needs to go on later, by PyTorch's names} */
    public SequencedMap<String, Tensor> stateDict() {
        SequencedMap<String, Tensor> state = new LinkedHashMap<>();
        state.put("best", LRScheduler.scalar(best));
        state.put("num_bad_epochs", LRScheduler.scalar(bad));
        state.put("cooldown_counter", LRScheduler.scalar(resting));
        state.put("last_epoch", LRScheduler.scalar(lastEpoch));
        return state;
    }

    /** Goes on from a state. */
    public void loadStateDict(Map<String, Tensor> state) {
        double newBest = LRScheduler.number(state, "best");
        int newBad = (int) LRScheduler.number(state, "num_bad_epochs");
        int newResting = (int) LRScheduler.number(state, "cooldown_counter");
        lastEpoch = (int) LRScheduler.number(state, "last_epoch");
        best = newBest;
        bad = newBad;
        resting = newResting;
    }
}
