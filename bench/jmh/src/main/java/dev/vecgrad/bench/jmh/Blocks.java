package dev.vecgrad.bench.jmh;

import dev.vecgrad.Tensor;
import dev.vecgrad.memory.Scope;
import java.lang.foreign.Arena;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Getting a block of memory, filling it with zeros and giving it back, beside an arena of the JDK, which asks the C library and fills with zeros too. */
public class Blocks extends Micro {
    private static final long ALIGNMENT = 128;

    /** The size of the block. */
    @Param({"64", "65536", "67108864"})
    public int size;

    /** Warms up. */
    @Setup
    public void warm() {
        settle(this::vecgrad);
    }

    /** From the pool. */
    @Benchmark
    public void vecgrad() {
        try (Scope _ = Scope.open()) {
            Tensor _ = Tensor.zeros(size / Float.BYTES);
        }
    }

    /** {@return where an arena's block was} */
    @Benchmark
    @Baseline
    public long arena() {
        try (Arena arena = Arena.ofConfined()) {
            return arena.allocate(size, ALIGNMENT).address();
        }
    }

    @Override
    double bytes() {
        return size;
    }
}
