package dev.vecgrad.bench.jmh;

import dev.vecgrad.Tensor;
import dev.vecgrad.memory.Scope;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Copying a tensor, and a transposed one, into memory that is there, beside the JDK's copy of a segment. */
@SuppressWarnings("NullAway.Init") // JMH calls the setup
public class MemoryCopies extends Micro {
    /** Rows and columns of the matrix. */
    @Param({"64", "1024"})
    public int n;

    private Tensor from;
    private Tensor to;
    private MemorySegment source;
    private MemorySegment target;

    /** Makes operands. */
    @Setup
    public void operands() {
        from = Tensor.ones(n, n);
        to = Tensor.zeros(n, n);
        source = Arena.ofAuto().allocate(numel() * Float.BYTES, 128);
        target = Arena.ofAuto().allocate(numel() * Float.BYTES, 128);
        settle(() -> {
            straight();
            transposed();
        });
    }

    /** Element for element. */
    @Benchmark
    public void straight() {
        try (Scope _ = Scope.open()) {
            Tensor _ = to.copy_(from);
        }
    }

    /** Rows become columns. */
    @Benchmark
    public void transposed() {
        try (Scope _ = Scope.open()) {
            Tensor _ = to.copy_(from.transpose(0, 1));
        }
    }

    /** {@return the segment that was copied into} */
    @Benchmark
    @Baseline
    public MemorySegment segment() {
        return target.copyFrom(source);
    }

    private long numel() {
        return (long) n * n;
    }

    @Override
    double bytes() {
        return 2.0 * Float.BYTES * numel();
    }
}
