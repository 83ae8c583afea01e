package dev.vecgrad.tests;

import com.sun.management.ThreadMXBean;
import dev.vecgrad.Tensor;
import dev.vecgrad.exec.Backends;
import dev.vecgrad.memory.Memory;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * Adds one element to another in steady state and prints how many bytes of heap an add takes, and how many bytes came from the system.
 * It is a program of its own, so that the compiler has seen nothing else.
 */
final class SmallOp {
    private static final int CALLS = 20_000;
    private static final int LEAST_WINDOWS = 500;

    /** Keeps the compiler from leaving an add out. */
    @SuppressWarnings("unused")
    private static @Nullable Tensor last;

    private SmallOp() {}

    /** Runs the program, at least until the kernels have settled: until code is compiled, allocations cannot be left out, and kernels run over scalars. */
    public static void main(String[] args) {
        Tensor a = Tensor.of(new float[] {1});
        Tensor b = Tensor.of(new float[] {2});
        long bytes = Long.MAX_VALUE;
        long reserved = 0;
        for (int window = 0; window < LEAST_WINDOWS || !Backends.areSettled(); window++) {
            long held = Memory.stats().reserved();
            bytes = Math.min(bytes, bytesPerAdd(a, b));
            reserved = Memory.stats().reserved() - held;
        }
        System.out.println(bytes + " " + reserved);
    }

    private static long bytesPerAdd(Tensor a, Tensor b) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            last = a.add(b);
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / CALLS;
    }
}
