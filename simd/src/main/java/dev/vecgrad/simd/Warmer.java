package dev.vecgrad.simd;

import dev.vecgrad.simd.machine.Width;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/*
 * A loop on vectors is some hundred times slower until C2 has compiled it. So one daemon calls one loop at a time, many times on few
 * elements, until it is timed fast; several at once would lengthen the compiler's queue, and with it the thresholds. A few calls on many
 * elements would be compiled for that one call alone (on-stack replacement). On a busy machine a loop may not become fast in time: then
 * its kernel asks again later. Meanwhile kernels run over scalars. Who has done most work is served first.
 */
/** The thread that warms loops until they are fast on vectors. */
final class Warmer {
    /** Calls between two looks at the clock. */
    private static final int CALLS = 50;

    /** Looks of which the best one counts: a thread that had to wait for a core must not make a loop look slow. */
    private static final int LOOKS = 4;

    private static final int SCALAR_CALLS = 20;

    /** Calls after which the compiler has been asked: from then on it is given time. */
    private static final int ENOUGH_CALLS = 8000;

    private static final long REST_NANOS = 500_000;
    private static final long LONGEST_NANOS = 1_500_000_000;

    private static final List<Promotion> WAITING = new ArrayList<>();

    private static boolean started;
    private static boolean working;

    private Warmer() {}

    /** Lets {@code promotion} advance on the thread. */
    static void ask(Promotion promotion) {
        synchronized (WAITING) {
            WAITING.add(promotion);
            WAITING.notifyAll();
            if (!started) {
                started = true;
                Thread.ofPlatform().daemon().name("vecgrad-warmer").start(Warmer::work);
            }
        }
    }

    /** {@return whether no loop is being warmed or waits for it} */
    static boolean isResting() {
        synchronized (WAITING) {
            return WAITING.isEmpty() && !working;
        }
    }

    private static void work() {
        while (true) {
            try {
                next().advance();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static Promotion next() throws InterruptedException {
        synchronized (WAITING) {
            working = false;
            while (WAITING.isEmpty()) {
                WAITING.wait();
            }
            working = true;
            Promotion most = WAITING.stream()
                    .max(Comparator.comparingLong(Promotion::done))
                    .orElseThrow();
            WAITING.remove(most);
            return most;
        }
    }

    /** {@return whether all these loops use vectors now} */
    static boolean warm(List<Step> loops) {
        boolean fast = true;
        for (Step step : loops) {
            fast &= step.loop().usesVectors() || warm(step);
        }
        return fast;
    }

    private static boolean warm(Step step) {
        try (Arena arena = Arena.ofConfined()) {
            Trial trial = new Trial(step, arena);
            long start = System.nanoTime();
            for (int calls = 0; System.nanoTime() - start < LONGEST_NANOS; calls += LOOKS * CALLS) {
                if (trial.isFast() || calls > ENOUGH_CALLS && trial.beatsScalars()) {
                    step.loop().useVectors(true);
                    return true;
                }
                if (calls > ENOUGH_CALLS) {
                    LockSupport.parkNanos(REST_NANOS);
                }
            }
            return false;
        }
    }

    /** A loop on scratch operands of a few vectors and a rest. */
    private static final class Trial {
        private static final int ROWS = 3;
        private static final int LEAST_MEASURED = 10;

        private final Loop loop;
        private final long[] p;
        private final int n;
        private final long fastNanos;
        private long nanos;
        private long scalarNanos = Long.MAX_VALUE;
        private int measured;

        Trial(Step step, Arena arena) {
            LoopSpec spec = step.spec();
            int width = new LoopBody(spec).width();
            int lanes = width == Vectorizable.SCALAR ? 16 : Width.lanes(width);
            int ops = spec.ops();
            this.loop = step.loop();
            this.n = (spec.down() ? DownLoop.ABREAST + 1 : 2) * lanes + 1;
            this.fastNanos = 100 + (width == Vectorizable.SCALAR ? 4L * n : spec.down() ? 60L : 12L) * ops;
            this.p = new long[spec.arguments()];
            MemorySegment memory = arena.allocate(p.length * 512L, 64);
            for (int i = 0; i < p.length; i++) {
                p[i] = memory.address() + i * 512L;
            }
            if (spec.down()) {
                Arrays.fill(p, spec.stepIndex(0), spec.rowsIndex(), 0);
                p[spec.rowsIndex()] = ROWS;
            } else if (!spec.folds().isEmpty()) {
                p[spec.flagsIndex()] = LoopSpec.START | LoopSpec.MEET;
            }
        }

        /** {@return whether a call takes as little time as compiled code needs on any machine of today} */
        boolean isFast() {
            nanos = Long.MAX_VALUE;
            for (int look = 0; look < LOOKS; look++) {
                long start = System.nanoTime();
                for (int i = 0; i < CALLS; i++) {
                    loop.vectors(p, n);
                }
                nanos = Math.min(nanos, (System.nanoTime() - start) / CALLS);
            }
            return nanos < fastNanos;
        }

        /**
         * {@return whether the last calls took less time than over scalars, which counts on a slow machine}
         *
         * <p>The least of some measurements: a thread that had to wait for a core must not make scalars look slow.
         */
        boolean beatsScalars() {
            long start = System.nanoTime();
            for (int i = 0; i < SCALAR_CALLS; i++) {
                loop.scalars(p, n);
            }
            scalarNanos = Math.min(scalarNanos, (System.nanoTime() - start) / SCALAR_CALLS);
            return ++measured > LEAST_MEASURED && nanos < scalarNanos;
        }
    }
}
