package dev.vecgrad.simd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.vecgrad.Tensor;
import dev.vecgrad.memory.Memory;
import dev.vecgrad.memory.Scope;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What eager calls leave behind, by counters: classes for shapes and scalars, heap and memory for a small op. */
class EagerCostTest {
    private static final int SHAPES = 10_000;
    private static final int SCALARS = 1_000;
    private static final int MOST_CLASSES = 50;
    /** What it takes today with its scope; the goal is 200. */
    private static final int MOST_BYTES = 500;

    private static final int CALLS = 20_000;

    @Test
    void shapesAndScalarsMakeNoClasses() {
        int before = Loops.made();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < SHAPES; i++) {
            int rows = 1 + i / 100;
            int columns = 1 + i % 100;
            double scalar = i % SCALARS + random.nextDouble();
            try (Scope _ = Scope.open()) {
                Tensor x = Tensor.full(new long[] {rows, columns}, scalar);
                Tensor row = x.select(0, 0);
                x.mul(scalar).add(row).sub(x.sum(1, true)).t().contiguous().mean();
            }
        }
        assertThat(Loops.made() - before).isLessThanOrEqualTo(MOST_CLASSES);
    }

    /** A window counts once the code that runs is compiled: until then the compiler cannot leave allocations out. */
    @Test
    @Timeout(300)
    void aSmallAddAllocatesLittle() {
        Tensor a = Tensor.of(new float[] {1});
        Tensor b = Tensor.of(new float[] {2});
        long bytes = Long.MAX_VALUE;
        long reserved = 0;
        for (int window = 0; window < 200 && (bytes > MOST_BYTES || reserved != 0); window++) {
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
