package dev.vecgrad.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Multiply-adds on vectors that stay in registers, ten chains of them, so that none waits for another. */
final class FmaLoop {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int CHAINS = 10;
    private static final int ROUNDS = 20_000;
    private static final int TRIES = 400;

    private FmaLoop() {}

    /** {@return GFLOP/s of all threads together} */
    static double gflops(int threads) {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Callable<Double>> loops = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                loops.add(FmaLoop::best);
            }
            double sum = 0;
            for (Future<Double> loop : executor.invokeAll(loops)) {
                sum += loop.get();
            }
            return sum;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the machine was measured", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static double best() {
        double flops = 2.0 * CHAINS * ROUNDS * SPECIES.length();
        double best = 0;
        float guard = 0;
        for (int i = 0; i < TRIES; i++) {
            long start = System.nanoTime();
            guard += run(1e-9f * i);
            best = Math.max(best, flops / (System.nanoTime() - start));
        }
        return guard == 0 ? 0 : best;
    }

    private static float run(float start) {
        FloatVector x = FloatVector.broadcast(SPECIES, 0.999f);
        FloatVector y = FloatVector.broadcast(SPECIES, 1e-3f);
        FloatVector a = FloatVector.broadcast(SPECIES, start);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        FloatVector e = a;
        FloatVector f = a;
        FloatVector g = a;
        FloatVector h = a;
        FloatVector i = a;
        FloatVector j = a;
        for (int round = 0; round < ROUNDS; round++) {
            a = a.fma(x, y);
            b = b.fma(x, y);
            c = c.fma(x, y);
            d = d.fma(x, y);
            e = e.fma(x, y);
            f = f.fma(x, y);
            g = g.fma(x, y);
            h = h.fma(x, y);
            i = i.fma(x, y);
            j = j.fma(x, y);
        }
        return a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).lane(0);
    }
}
