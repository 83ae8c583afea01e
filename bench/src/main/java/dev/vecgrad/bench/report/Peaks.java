package dev.vecgrad.bench.report;

import dev.vecgrad.Tensor;
import dev.vecgrad.exec.Threads;
import dev.vecgrad.memory.Scope;
import java.util.Locale;

/**
 * What the machine can do.
 *
 * @param gflops fused multiply-adds in registers, in GFLOP/s
 * @param triad {@code a + b c} on vectors of 64 MB, in GB/s: two read, one written
 */
public record Peaks(double gflops, double triad) {
    private static final int ELEMENTS = 16_000_000;
    private static final long BYTES = 3L * ELEMENTS * Float.BYTES;
    private static final int TRIES = 15;

    /** {@return the best of some tries with that many threads} */
    public static Peaks measure(int threads) {
        int before = Threads.get();
        Threads.set(threads);
        try (Scope _ = Scope.open()) {
            return new Peaks(FmaLoop.gflops(threads), measureTriad());
        } finally {
            Threads.set(before);
        }
    }

    private static double measureTriad() {
        Tensor a = Tensor.ones(ELEMENTS);
        Tensor b = Tensor.ones(ELEMENTS);
        Tensor c = Tensor.of(2f);
        double best = 0;
        for (int i = 0; i < TRIES; i++) {
            long start = System.nanoTime();
            try (Scope _ = Scope.open()) {
                Tensor _ = a.addcmul(b, c);
            }
            best = Math.max(best, (double) BYTES / (System.nanoTime() - start));
        }
        return best;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.0f GFLOP/s, %.1f GB/s", gflops, triad);
    }
}
