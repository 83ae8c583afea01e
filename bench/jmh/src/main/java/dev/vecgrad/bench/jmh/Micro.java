package dev.vecgrad.bench.jmh;

import dev.vecgrad.bench.Settling;
import dev.vecgrad.exec.Threads;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What all benchmarks share: three JVMs each, one thread unless a benchmark says otherwise, and what one operation costs at least, from which the table
 * tells speeds. Parameters are set before {@link #bytes} and {@link #flops} are asked; operands need not be there.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public abstract class Micro {
    /** The property by which kernels are run once, not until they are fast: to see whether benchmarks run at all. */
    static final String HASTY = "vecgrad.jmh.hasty";

    /** For subclasses. */
    protected Micro() {}

    /** {@return the bytes that one operation reads and writes if it touches each operand once; 0 if that is no measure of it} */
    double bytes() {
        return 0;
    }

    /** {@return the additions and multiplications of one operation; 0 if they are no measure of it} */
    double flops() {
        return 0;
    }

    /** {@return the threads that compute together, which share the machine's peaks} */
    int threads() {
        return 1;
    }

    /** Runs {@code work} on the benchmark's threads until it and its kernels get no faster; JMH's own warm-up comes after. */
    final void settle(Runnable work) {
        settle(threads(), work);
    }

    static void settle(int threads, Runnable work) {
        Threads.set(threads);
        if (Boolean.getBoolean(HASTY)) {
            work.run();
        } else {
            Settling.run(work);
        }
    }

    /** Chooses the tier of kernels, which a JVM reads once, at its first kernel. */
    static void chooseKernels(String tier) {
        System.setProperty("vecgrad.kernels", tier);
    }
}
