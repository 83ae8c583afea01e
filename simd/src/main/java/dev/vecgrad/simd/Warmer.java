package dev.vecgrad.simd;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/*
 * A loop on vectors is some hundred times slower until C2 has compiled it. So one daemon calls one loop at a time, many times on few
 * elements, until it is timed fast; several at once would lengthen the compiler's queue, and with it the thresholds. A few calls on many
 * elements would be compiled for that one call alone (on-stack replacement). On a busy machine a loop may not become fast in time: then
 * its kernel asks again later.
 */
/** The thread that makes kernels' own loops and warms loops until they are fast. */
final class Warmer {
    /** Calls between two looks at the clock. */
    private static final int CALLS = 200;

    /** Calls after which the compiler has been asked: from then on it is given time. */
    private static final int ENOUGH_CALLS = 8000;

    private static final long REST_NANOS = 500_000;
    private static final long LONGEST_NANOS = 400_000_000;

    private static final PriorityBlockingQueue<Task> QUEUE = new PriorityBlockingQueue<>();
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final Set<Loop> FAST = Collections.newSetFromMap(new WeakHashMap<>());

    private static boolean started;

    private Warmer() {}

    /** Work for the thread; that of lower rank first, then the older. */
    private record Task(int rank, long number, Runnable work) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byRank = Integer.compare(rank, other.rank);
            return byRank != 0 ? byRank : Long.compare(number, other.number);
        }
    }

    /** Warms the loops that {@code kernel} runs now. */
    static void warm(SimdKernel kernel) {
        ask(0, () -> warm(kernel.plan()));
    }

    /** Gives {@code kernel} loops of its own, if those are fewer; {@code promotion} is told if they do not become fast. */
    static void promote(SimdKernel kernel, Promotion promotion) {
        ask(1, () -> promoteNow(kernel, promotion));
    }

    private static void ask(int rank, Runnable work) {
        QUEUE.add(new Task(rank, NUMBERS.incrementAndGet(), work));
        start();
    }

    private static synchronized void start() {
        if (!started) {
            started = true;
            Thread.ofPlatform().daemon().name("vecgrad-warmer").start(Warmer::work);
        }
    }

    private static void work() {
        while (true) {
            try {
                QUEUE.take().work().run();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void promoteNow(SimdKernel kernel, Promotion promotion) {
        Plan fused = kernel.fuse();
        if (fused.length() >= kernel.plan().length()) {
            return;
        }
        if (warm(fused)) {
            kernel.replace(fused);
        } else {
            promotion.tryLater();
        }
    }

    private static boolean warm(Plan plan) {
        boolean fast = true;
        for (Step step : plan.loops()) {
            fast &= FAST.contains(step.loop()) || warm(step);
        }
        return fast;
    }

    private static boolean warm(Step step) {
        try (Arena arena = Arena.ofConfined()) {
            Trial trial = new Trial(step, arena);
            long start = System.nanoTime();
            for (int calls = 0; System.nanoTime() - start < LONGEST_NANOS; calls += CALLS) {
                if (trial.isFast()) {
                    FAST.add(step.loop());
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

        private final Loop loop;
        private final long[] p;
        private final int n;
        private final long fastNanos;

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

        boolean isFast() {
            long start = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                loop.run(p, n);
            }
            return (System.nanoTime() - start) / CALLS < fastNanos;
        }
    }
}
