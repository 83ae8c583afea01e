package dev.vecgrad.optim;

import dev.vecgrad.type.VecgradException;
import java.util.Arrays;
import java.util.List;

/**
 * Raises the rates to a peak and lowers them far below where they began, once in all of training; the momentum goes the other way. Smith and Topin
 * 2017, arXiv:1708.07120. Meant for a step after every batch.
 */
public final class OneCycleLR extends ClosedFormScheduler {
    /** A part of the cycle, until step {@code end}. */
    private record Phase(double end, double startLr, double endLr, double startMomentum, double endMomentum) {}

    private final OneCycleOptions options;
    private final List<Phase> phases;

    /** A schedule to a peak over {@code totalSteps} steps with the default choices. */
    public OneCycleLR(Optimizer<?> optimizer, double maxLr, int totalSteps) {
        this(optimizer, options(maxLr, totalSteps));
    }

    /** A schedule with choices. */
    public OneCycleLR(Optimizer<?> optimizer, OneCycleOptions options) {
        super(optimizer);
        Checks.schedule(
                "OneCycleLR",
                options.totalSteps() > 0,
                "Expected positive integer total_steps, but got " + options.totalSteps());
        Checks.schedule(
                "OneCycleLR",
                options.pctStart() >= 0 && options.pctStart() <= 1,
                "Expected float between 0 and 1 pct_start, but got " + options.pctStart());
        if (options.cycleMomentum()) {
            CyclicMomentum.check("OneCycleLR", this);
        }
        this.options = options;
        this.phases = phases(options);
        begin();
    }

    /** {@return three tenths of the steps up, along cosines, from 1/25 of the peak and to 1/10000 of that, the momentum from 0.95 to 0.85 and back} */
    public static OneCycleOptions options(double maxLr, int totalSteps) {
        return new OneCycleOptions(maxLr, totalSteps, 0.3, Anneal.COS, true, 0.85, 0.95, 25, 1e4, false);
    }

    private static List<Phase> phases(OneCycleOptions options) {
        double peak = options.maxLr();
        double first = peak / options.divFactor();
        double last = first / options.finalDivFactor();
        double low = options.baseMomentum();
        double high = options.maxMomentum();
        double up = options.pctStart() * options.totalSteps();
        double end = options.totalSteps() - 1;
        return options.threePhase()
                ? List.of(
                        new Phase(up - 1, first, peak, high, low),
                        new Phase(2 * up - 2, peak, first, low, high),
                        new Phase(end, first, last, high, high))
                : List.of(new Phase(up - 1, first, peak, high, low), new Phase(end, peak, last, low, high));
    }

    @Override
    double[] next() {
        if (lastEpoch() > options.totalSteps()) {
            throw new VecgradException("OneCycleLR: Tried to step " + lastEpoch()
                    + " times. The specified number of total steps is " + options.totalSteps());
        }
        double start = 0;
        int i = 0;
        while (i < phases.size() - 1 && lastEpoch() > phases.get(i).end) {
            start = phases.get(i).end;
            i++;
        }
        Phase phase = phases.get(i);
        double part = (lastEpoch() - start) / (phase.end - start);
        if (options.cycleMomentum()) {
            CyclicMomentum.set(this, options.anneal().between(phase.startMomentum, phase.endMomentum, part));
        }
        double[] rates = rates();
        Arrays.fill(rates, options.anneal().between(phase.startLr, phase.endLr, part));
        return rates;
    }
}
