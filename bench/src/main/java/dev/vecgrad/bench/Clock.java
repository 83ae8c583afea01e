package dev.vecgrad.bench;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;

/**
 * Times a step: after a warm-up, batches of so many steps that one takes about two milliseconds, for which the clock's own
 * cost vanishes, until the budget is spent. The scripts under {@code bench/peers} time other engines the same way.
 *
 * @param warmUp for how long the step runs before it is timed
 * @param budget for how long it is timed
 * @param nanoTime the clock
 */
record Clock(Duration warmUp, Duration budget, LongSupplier nanoTime) {
    private static final double BATCH_NANOS = 2e6;
    private static final int LEAST_WARM_UP_STEPS = 3;
    private static final int LEAST_BATCHES = 5;

    /** {@return the clock that the peers' scripts use too} */
    static Clock ofBudget(Duration budget) {
        return new Clock(Duration.ofMillis(700), budget, System::nanoTime);
    }

    /** {@return how long one run of {@code step} takes} */
    Timing time(Runnable step) {
        long batch = batchSize(step);
        DoubleStream.Builder samples = DoubleStream.builder();
        long end = nanoTime.getAsLong() + budget.toNanos();
        for (int n = 0; n < LEAST_BATCHES || nanoTime.getAsLong() < end; n++) {
            samples.add(batch(step, batch));
        }
        return Timing.of(samples.build().toArray());
    }

    /** The second half of the warm-up says how long a step takes: the first may be spent in the interpreter. */
    private long batchSize(Runnable step) {
        stepsUntil(step, nanoTime.getAsLong() + warmUp.toNanos() / 2);
        long start = nanoTime.getAsLong();
        long steps = stepsUntil(step, start + warmUp.toNanos() / 2);
        double nanos = (double) (nanoTime.getAsLong() - start) / steps;
        return Math.max(1, (long) (BATCH_NANOS / Math.max(1, nanos)));
    }

    private long stepsUntil(Runnable step, long end) {
        long steps = 0;
        while (steps < LEAST_WARM_UP_STEPS || nanoTime.getAsLong() < end) {
            step.run();
            steps++;
        }
        return steps;
    }

    private double batch(Runnable step, long steps) {
        long start = nanoTime.getAsLong();
        for (long i = 0; i < steps; i++) {
            step.run();
        }
        return (double) (nanoTime.getAsLong() - start) / steps;
    }
}
