package dev.vecgrad.simd;

import dev.vecgrad.simd.machine.Width;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/*
 * A loop on vectors is some hundred times slower until C2 has compiled it. So one daemon calls one loop at a time, many times on few
 * elements, until it is timed fast; several at once would lengthen the compiler's queue, and with it the thresholds. A few calls on many
 * elements would be compiled for that one call alone (on-stack replacement). On a busy machine a loop may not become fast in time: then
 * its kernel asks again later. Meanwhile kernels run over scalars. Who is waited for is served first, then who has done most work.
 *
 * A thread that waits for a kernel helps: while the compiler works on the daemon's loop, it makes the next one hot.
 *
 * When no kernel waits, the daemon warms a loop that is in demand, until a kernel does.
 */
/** Warms loops until they are fast on vectors. */
final class Warmer {
    /** Rounds after which the compiler has been asked: from then on it is given time. */
    private static final int ENOUGH_ROUNDS = 100;

    private static final long REST_NANOS = 500_000;
    private static final long LONGEST_NANOS = 1_500_000_000;

    private static final Comparator<Promotion> URGENCY =
            Comparator.comparingInt((Promotion p) -> p.isAwaited() ? 1 : 0).thenComparingLong(Promotion::done);

    private static final List<Promotion> WAITING = new ArrayList<>();
    private static final Demand DEMAND = new Demand();

    private static boolean started;
    private static int working;

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

    /** Says that a kernel goes past {@code loops}, as some of them are cold. */
    static void pass(List<Step> loops) {
        DEMAND.count(loops);
    }

    /** {@return whether no loop is being warmed or waits for it} */
    static boolean isResting() {
        synchronized (WAITING) {
            return WAITING.isEmpty() && working == 0 && DEMAND.isEmpty();
        }
    }

    private static void work() {
        while (true) {
            try {
                run(next());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static Runnable next() throws InterruptedException {
        synchronized (WAITING) {
            while (true) {
                Promotion next = take();
                if (next != null) {
                    return next::advance;
                }
                Step wanted = working == 0 ? DEMAND.take() : null;
                if (wanted != null) {
                    working++;
                    return () -> warmWanted(wanted);
                }
                WAITING.wait();
            }
        }
    }

    /** Warms one loop of the most urgent kernel, on the calling thread. {@return whether there was one} */
    static boolean help() {
        Promotion next = take();
        if (next == null) {
            return false;
        }
        run(next::advance);
        return true;
    }

    private static @Nullable Promotion take() {
        synchronized (WAITING) {
            Promotion most = WAITING.stream().max(URGENCY).orElse(null);
            if (most != null) {
                WAITING.remove(most);
                working++;
            }
            return most;
        }
    }

    private static void run(Runnable work) {
        try {
            work.run();
        } finally {
            synchronized (WAITING) {
                working--;
                WAITING.notifyAll();
            }
        }
    }

    private static void warmWanted(Step step) {
        if (warm(step, Warmer::isAlone)) {
            return;
        }
        if (isAlone()) {
            DEMAND.giveUp(step);
        } else {
            DEMAND.putBack(step);
        }
    }

    /** {@return whether no kernel waits, and the calling thread is the only one that warms} */
    private static boolean isAlone() {
        synchronized (WAITING) {
            return WAITING.isEmpty() && working == 1;
        }
    }

    /** {@return whether the loop uses vectors now} */
    static boolean warm(Step step) {
        return warm(step, () -> true);
    }

    private static boolean warm(Step step, BooleanSupplier goesOn) {
        int width = new LoopBody(step.spec()).width();
        if (width == Vectorizable.SCALAR) {
            step.loop().useVectors(true);
            return true;
        }
        try (Arena arena = Arena.ofConfined()) {
            Trial trial = new Trial(step, Width.lanes(width), arena);
            long start = System.nanoTime();
            for (int rounds = 1; goesOn.getAsBoolean() && System.nanoTime() - start < LONGEST_NANOS; rounds++) {
                trial.round();
                if (trial.isFast()) {
                    step.loop().useVectors(true);
                    return true;
                }
                if (rounds >= ENOUGH_ROUNDS) {
                    LockSupport.parkNanos(REST_NANOS);
                }
            }
            return false;
        }
    }

    /** A loop on scratch operands of a few vectors and a rest. */
    private static final class Trial {
        /** Calls of a round in vain: of the methods that vectors consist of, and for no elements. */
        private static final int TOUCHES = 64;

        private static final int EMPTY_CALLS = 4;

        /** Calls of a round over elements: so many that the compiler does not take them for exceptions; they are slow. */
        private static final int CALLS = 4;

        /** Calls to be sure: of several looks the best one counts, for a thread that had to wait for a core must not make a loop look slow. */
        private static final int CERTAIN_CALLS = 50;

        private static final int LOOKS = 4;

        /** How many times as long a single call may take after a rest. */
        private static final int COLD_CACHE = 8;

        private static final int FIRST_LOOKS = 3;

        /** How many times faster a loop is at least when C2 has compiled it. */
        private static final int GAIN = 32;

        /** How many times slower than today's a machine may be. */
        private static final int SLOW_MACHINE = 4;

        private static final int ROWS = 3;

        private final Loop loop;
        private final long[] p;
        private final long[] quiet;
        private final int n;
        private final int gathered;
        private final long fastNanos;
        private long firstNanos = Long.MAX_VALUE;
        private int looks;

        Trial(Step step, int lanes, Arena arena) {
            LoopSpec spec = step.spec();
            this.loop = step.loop();
            this.n = (spec.down() ? DownLoop.ABREAST + 1 : 2) * lanes + 1;
            this.gathered = VectorLoop.gathersAtOnce(spec) ? 2 * LoopSpec.LANE_BYTES / Width.BYTES * lanes : 0;
            this.fastNanos = (100 + (spec.down() ? 60L : 12L) * spec.ops()) * (gathered > 0 ? 2 : 1);
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
            this.quiet = p.clone();
            if (!spec.folds().isEmpty() && !spec.down()) {
                quiet[spec.flagsIndex()] = 0;
            }
        }

        /** Lets the compiler see some more calls. */
        void round() {
            loop.touch(TOUCHES);
            for (int i = 0; i < EMPTY_CALLS; i++) {
                loop.vectors(quiet, 0);
            }
        }

        /**
         * {@return whether a call takes as little time as compiled code needs on any machine of today, or a small part of what it took at
         * first}
         */
        boolean isFast() {
            long nanos = look(CALLS);
            if (looks++ < FIRST_LOOKS) {
                firstNanos = Math.min(firstNanos, nanos);
            }
            long bound = Math.clamp(firstNanos / GAIN, fastNanos, SLOW_MACHINE * fastNanos);
            if (nanos >= COLD_CACHE * bound) {
                return false;
            }
            for (int i = 0; i < LOOKS; i++) {
                nanos = Math.min(nanos, look(CERTAIN_CALLS));
            }
            return nanos < bound;
        }

        private long look(int calls) {
            long start = System.nanoTime();
            for (int i = 0; i < calls; i++) {
                loop.vectors(p, n);
                if (gathered > 0) {
                    loop.vectors(p, gathered);
                }
            }
            return (System.nanoTime() - start) / calls;
        }
    }
}
