package dev.vecgrad.simd;

import dev.vecgrad.ir.Launch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What one running thread needs besides the operands: slots, a loop's arguments, and native memory for tiles and cells. */
final class Scratch {
    private static final ThreadLocal<Scratch> OWN = ThreadLocal.withInitial(Scratch::new);
    private static final ConcurrentLinkedQueue<Scratch> SHARED = new ConcurrentLinkedQueue<>();
    private static final MemorySegment EVERYTHING = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private long[] slots = new long[64];
    private long[] p = new long[64];
    private MemorySegment memory = MemorySegment.NULL;
    private final Odometer rows = new Odometer();
    private final Odometer reduced = new Odometer();

    private Scratch() {}

    /** {@return one that no other thread uses until it is given back} */
    static Scratch take() {
        if (!Thread.currentThread().isVirtual()) {
            return OWN.get();
        }
        Scratch free = SHARED.poll();
        return free != null ? free : new Scratch();
    }

    /** Gives it back. */
    void giveBack() {
        if (Thread.currentThread().isVirtual()) {
            SHARED.offer(this);
        }
    }

    /** {@return the bytes of a tile: apart from its neighbour by a cache line more than its elements need, and readable past its end} */
    static long tileBytes(int itemSize) {
        return (long) Program.TILE * itemSize + 192;
    }

    /** {@return at least {@code count} slots} */
    long[] slots(int count) {
        if (slots.length < count) {
            slots = Arrays.copyOf(slots, 2 * count);
        }
        return slots;
    }

    /** {@return room for {@code count} arguments} */
    long[] arguments(int count) {
        if (p.length < count) {
            p = new long[2 * count];
        }
        return p;
    }

    /** {@return the address of {@code bytes} bytes} */
    long memory(long bytes) {
        if (memory.byteSize() < bytes) {
            memory = Arena.ofAuto().allocate(Math.max(2 * bytes, 1 << 16), 128);
        }
        return memory.address();
    }

    /** {@return the walk over rows} */
    Odometer rows() {
        return rows;
    }

    /** {@return the walk over reduced dims} */
    Odometer reduced() {
        return reduced;
    }

    /** Writes 8 bytes. */
    static void putLong(long address, long value) {
        EVERYTHING.set(ValueLayout.JAVA_LONG_UNALIGNED, address, value);
    }

    /** Writes 4 bytes. */
    static void putInt(long address, int value) {
        EVERYTHING.set(ValueLayout.JAVA_INT_UNALIGNED, address, value);
    }

    /** Unused sizes keep a launch's arrays as they are. */
    static long product(long[] sizes, int dims) {
        long n = 1;
        for (int d = 0; d < dims; d++) {
            n *= sizes[d];
        }
        return n;
    }

    /** {@return the number of rows of a launch whose last kept dim is the inner loop} */
    static long outerRows(Launch launch) {
        return product(launch.kept(), launch.kept().length - 1);
    }
}
