package dev.vecgrad.bench;

import dev.vecgrad.exec.Backends;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Times a step: once it gets no faster, the JIT compiler rests and the backend's kernels have settled, batches of so many steps that one takes about two milliseconds, for which the clock's
 * own cost vanishes, until the budget is spent. The scripts under {@code bench/peers} time other engines the same way, but
 * for the warm-up, which has a fixed length there.
 *
 * @param window of the warm-up
 * @param budget for how long the step is timed
 * @param nanoTime the clock
 * @param compiledMillis how long the JIT compiler has worked so far
 * @param kernelsSettled whether no kernel is being made faster
 */
record Clock(
        Duration window,
        Duration budget,
        LongSupplier nanoTime,
        LongSupplier compiledMillis,
        BooleanSupplier kernelsSettled) {
    /** How long a warm-up takes where nothing is compiled any more. */
    static final Duration WARM_UP = Duration.ofMillis(700);

    private static final double BATCH_NANOS = 2e6;
    private static final int LEAST_BATCHES = 5;
    private static final int PROCESSES = 10;

    /** So many windows end the warm-up, none of them a twentieth faster than the fastest before or one in which code changed. */
    private static final int SETTLED_WINDOWS = 6;

    private static final double FASTER = 0.95;
    private static final double COMPILING = 0.1;
    private static final int MOST_WINDOWS = 100;

    /** {@return a clock whose warm-up takes 0.7 seconds, or up to ten while the step gets faster} */
    static Clock ofBudget(Duration budget) {
        return new Clock(Duration.ofMillis(100), budget, System::nanoTime, ofThisJvm(), Backends::areSettled);
    }

    private static LongSupplier ofThisJvm() {
        @Nullable CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        return compiler == null ? () -> 0 : compiler::getTotalCompilationTime;
    }

    /** {@return how long one run of {@code step} takes} */
    Timing time(Runnable step) {
        long batch = Math.max(1, (long) (BATCH_NANOS / Math.max(1, warmUp(step))));
        DoubleStream.Builder samples = DoubleStream.builder();
        long end = nanoTime.getAsLong() + budget.toNanos();
        for (int n = 0; n < LEAST_BATCHES || nanoTime.getAsLong() < end; n++) {
            samples.add(batch(step, batch));
        }
        return Timing.of(samples.build().toArray());
    }

    /** {@return how long one run of {@code step} takes that starts a process, by ten; one more comes first, which reads its files} */
    Timing timeProcesses(Runnable step) {
        step.run();
        return Timing.of(
                DoubleStream.generate(() -> batch(step, 1)).limit(PROCESSES).toArray());
    }

    /** {@return nanoseconds per step in the fastest window} */
    double warmUp(Runnable step) {
        double fastest = window(step);
        int settled = 0;
        for (int windows = 1; settled < SETTLED_WINDOWS && windows < MOST_WINDOWS; windows++) {
            long compiled = compiledMillis.getAsLong();
            double nanos = window(step);
            boolean compiling = compiledMillis.getAsLong() - compiled > COMPILING * window.toMillis();
            boolean changing = compiling || !kernelsSettled.getAsBoolean();
            settled = changing || nanos < FASTER * fastest ? 0 : settled + 1;
            fastest = Math.min(fastest, nanos);
        }
        return fastest;
    }

    private double window(Runnable step) {
        long start = nanoTime.getAsLong();
        long end = start + window.toNanos();
        long steps = 0;
        do {
            step.run();
            steps++;
        } while (nanoTime.getAsLong() < end);
        return (double) (nanoTime.getAsLong() - start) / steps;
    }

    private double batch(Runnable step, long steps) {
        long start = nanoTime.getAsLong();
        for (long i = 0; i < steps; i++) {
            step.run();
        }
        return (double) (nanoTime.getAsLong() - start) / steps;
    }
}
