package dev.vecgrad.bench;

import dev.vecgrad.exec.Backends;
import java.util.Arrays;

/**
 * A main program of its own, since it wants a JVM that has compiled nothing: how long it takes from the first step of a workload until steps are as fast as they
 * get. Its arguments are the workload, the mode and for how many seconds it runs.
 */
public final class WarmUp {
    private static final int CONSECUTIVE = 50;
    private static final double NEARLY = 1.1;
    private static final int MOST_STEPS = 10_000_000;

    private final Step step;
    private final long[] ends = new long[MOST_STEPS];
    private int steps;

    private WarmUp(Step step) {
        this.step = step;
    }

    /** Prints the time of the first step, when 50 steps in a row first had a median within a tenth of that of the last second, and that. */
    public static void main(String[] args) {
        Workload workload = Workloads.all().stream()
                .filter(w -> w.name().equals(args[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no workload is called '" + args[0] + "'"));
        WarmUp program = new WarmUp(new ScopedStep(workload.prepare().get().in(Mode.of(args[1]))));
        program.run((long) (Double.parseDouble(args[2]) * 1e9));
        program.print(workload.name() + " " + args[1]);
    }

    private void run(long nanos) {
        long start = System.nanoTime();
        while (steps < MOST_STEPS && (steps == 0 || ends[steps - 1] < nanos)) {
            step.run();
            ends[steps++] = System.nanoTime() - start;
        }
    }

    private void print(String what) {
        double last = median(firstAfter(ends[steps - 1] - 1_000_000_000L), steps);
        System.out.printf(
                "%s: first step %.1f ms, then %.0f us after %.2f s%s%n",
                what,
                ends[0] / 1e6,
                last / 1e3,
                ends[settled(last)] / 1e9,
                Backends.areSettled() ? "" : ", and kernels are still being made faster");
        for (double second = 0.25; second * 1e9 < ends[steps - 1]; second *= 2) {
            int from = firstAfter((long) (second * 1e9));
            int to = Math.min(steps, from + CONSECUTIVE);
            System.out.printf("  after %.2f s a step takes %.0f us%n", second, median(from, to) / 1e3);
        }
    }

    private int firstAfter(long nanos) {
        int at = Arrays.binarySearch(ends, 0, steps, nanos);
        return Math.min(steps - 1, at < 0 ? -at - 1 : at);
    }

    /** The number of the first step from which on so many have nearly the last median. */
    private int settled(double last) {
        for (int from = 0; from + CONSECUTIVE < steps; from++) {
            if (took(from) <= NEARLY * last && median(from, from + CONSECUTIVE) <= NEARLY * last) {
                return from;
            }
        }
        return steps - 1;
    }

    private long took(int k) {
        return k == 0 ? ends[0] : ends[k] - ends[k - 1];
    }

    private double median(int from, int to) {
        long[] sorted = new long[to - from];
        Arrays.setAll(sorted, i -> took(from + i));
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
