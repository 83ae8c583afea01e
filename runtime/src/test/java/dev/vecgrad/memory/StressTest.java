package dev.vecgrad.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.type.ReleasedException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Threads that compute on shared storages which others replace, drop and release, while the collector runs without pause and freed memory is
 * poisoned. {@code -Dvecgrad.stress=1000000} says how many calls each thread makes.
 */
class StressTest {
    private static final int CALLS = Integer.getInteger("vecgrad.stress", 1_000);
    private static final long SEED = Long.getLong("vecgrad.seed", System.nanoTime());
    private static final int SHARED = 64;
    private static final long[] SIZES = {8, 8, 120, 400, 400, 4000, 16_000, 40_000, 300_000};

    /** A storage filled with one number. */
    private record Filled(Storage storage, long value) {}

    private final DeviceMemory memory = Memories.poisoning();
    private final AtomicReferenceArray<Filled> shared = new AtomicReferenceArray<>(SHARED);
    private final AtomicLong values = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong released = new AtomicLong();

    @Test
    void noOpEverSeesMemoryThatWasGivenBack() throws InterruptedException {
        for (int i = 0; i < SHARED; i++) {
            shared.set(i, make(8));
        }
        AtomicBoolean done = new AtomicBoolean();
        Thread collector = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                System.gc();
            }
        });
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            SplittableRandom random = new SplittableRandom(SEED + t);
            Thread.Builder kind = t < 3 ? Thread.ofPlatform() : Thread.ofVirtual();
            threads.add(kind.start(() -> recordingFailure(() -> work(random))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        done.set(true);
        collector.join();
        assertThat(failures).as("failures with seed %d", SEED).isEmpty();
        assertThat(wrong).as("wrong values with seed %d", SEED).hasValue(0);
        assertThat(released.get()).as("uses after release").isPositive();
    }

    private void recordingFailure(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            failures.add(e);
        }
    }

    private void work(SplittableRandom random) {
        for (int i = 0; i < CALLS; i++) {
            Filled filled = shared.get(random.nextInt(SHARED));
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> read(filled);
                case 3, 4, 5 -> shared.set(random.nextInt(SHARED), copy(filled, random));
                case 6 -> shared.set(random.nextInt(SHARED), make(size(random)));
                default -> filled.storage().release();
            }
        }
    }

    private static long size(SplittableRandom random) {
        return SIZES[random.nextInt(SIZES.length)];
    }

    private Filled make(long bytes) {
        Filled filled = new Filled(memory.allocate(bytes, Lifetime.SHORT), values.incrementAndGet());
        runOn(filled, null);
        return filled;
    }

    private void read(Filled filled) {
        try {
            runOn(null, filled);
        } catch (ReleasedException _) {
            released.incrementAndGet();
        }
    }

    /** A new storage that was computed while reading another; if that one is released, made from nothing. */
    private Filled copy(Filled from, SplittableRandom random) {
        Filled to = new Filled(memory.allocate(size(random), Lifetime.SHORT), values.incrementAndGet());
        try {
            runOn(to, from);
            return to;
        } catch (ReleasedException _) {
            released.incrementAndGet();
            return make(8);
        }
    }

    /** What the launcher does: addresses inside an epoch, the storages reachable until its end. */
    private void runOn(@Nullable Filled to, @Nullable Filled from) {
        int op = Epochs.enter();
        try {
            MemorySegment in = from == null ? MemorySegment.NULL : segment(from);
            MemorySegment out = to == null ? MemorySegment.NULL : segment(to);
            for (int pass = 0; pass < 2; pass++) {
                fill(out, to == null ? 0 : to.value());
                expect(in, from == null ? 0 : from.value());
            }
            expect(out, to == null ? 0 : to.value());
        } finally {
            Epochs.exit(op);
            Reference.reachabilityFence(to);
            Reference.reachabilityFence(from);
        }
    }

    private static MemorySegment segment(Filled filled) {
        return Bytes.segment(filled.storage().address(), filled.storage().bytes());
    }

    private static void fill(MemorySegment out, long value) {
        for (long at = 0; at < out.byteSize(); at += Long.BYTES) {
            out.set(ValueLayout.JAVA_LONG, at, value);
        }
    }

    private void expect(MemorySegment in, long value) {
        for (long at = 0; at < in.byteSize(); at += Long.BYTES) {
            if (in.get(ValueLayout.JAVA_LONG, at) != value) {
                wrong.incrementAndGet();
                return;
            }
        }
    }
}
