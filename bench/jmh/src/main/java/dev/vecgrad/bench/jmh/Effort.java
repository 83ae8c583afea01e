package dev.vecgrad.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How much time each benchmark gets.
 *
 * @param forks JVMs that are started for it, one after the other; 0: it runs in this one
 * @param iterations that are measured in each, after three for the warm-up
 * @param millis of an iteration
 */
record Effort(int forks, int iterations, int millis) {
    private static final int WARM_UP = 3;

    /**
     * Some effort.
     *
     * @throws IllegalArgumentException if a number makes no sense
     */
    Effort {
        if (forks < 0 || iterations < 1 || millis < 1) {
            throw new IllegalArgumentException("there must be some iterations of some milliseconds, but there are "
                    + iterations + " of " + millis + " in " + forks + " JVMs");
        }
    }

    /** Tells JMH. */
    void apply(ChainedOptionsBuilder options) {
        TimeValue time = new TimeValue(millis, TimeUnit.MILLISECONDS);
        options.mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .forks(forks)
                .warmupIterations(WARM_UP)
                .warmupTime(time)
                .measurementIterations(iterations)
                .measurementTime(time);
    }
}
