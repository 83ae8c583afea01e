package dev.vecgrad.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.vecgrad.Tensor;
import dev.vecgrad.memory.Memory;
import dev.vecgrad.memory.Scope;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a small op takes of heap and of the system in steady state, by counters. */
class SmallOpTest {
    /** With its scope. */
    private static final int MOST_BYTES = 200;

    private static final int CALLS = 20_000;
    private static final int MOST_WINDOWS = 200;

    /** A window counts once the code that runs is compiled: until then the compiler cannot leave allocations out. */
    @Test
    @Timeout(300)
    void anAddAllocatesLittle() {
        Tensor a = Tensor.of(new float[] {1});
        Tensor b = Tensor.of(new float[] {2});
        long bytes = Long.MAX_VALUE;
        long reserved = 0;
        for (int window = 0; window < MOST_WINDOWS && (bytes > MOST_BYTES || reserved != 0); window++) {
            long held = Memory.stats().reserved();
            bytes = Math.min(bytes, bytesPerAdd(a, b));
            reserved = Memory.stats().reserved() - held;
        }
        assertThat(bytes).as("bytes of heap").isLessThanOrEqualTo(MOST_BYTES);
        assertThat(reserved).as("bytes from the system").isZero();
    }

    private static long bytesPerAdd(Tensor a, Tensor b) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            try (Scope _ = Scope.open()) {
                a.add(b);
            }
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / CALLS;
    }
}
