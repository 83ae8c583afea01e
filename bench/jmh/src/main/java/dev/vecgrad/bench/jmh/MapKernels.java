package dev.vecgrad.bench.jmh;

import dev.vecgrad.Tensor;
import dev.vecgrad.bench.Numbers;
import dev.vecgrad.memory.Scope;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Kernels that make one element of others, in both tiers, beside a loop over arrays. */
@SuppressWarnings("NullAway.Init") // JMH calls the setup
public class MapKernels extends Micro {
    /** The tier. */
    @Param({"tiles", "generated"})
    public String kernels;

    /** What is computed. */
    @Param({"add", "sigmoid"})
    public String op;

    /** The number of elements. */
    @Param({"1000", "1000000"})
    public int n;

    private Tensor x;
    private Tensor y;
    private float[] a;
    private float[] b;

    /** Makes operands. */
    @Setup
    public void operands() {
        chooseKernels(kernels);
        Numbers numbers = new Numbers();
        a = numbers.normal(n);
        b = numbers.normal(n);
        x = Tensor.of(a);
        y = Tensor.of(b);
        settle(this::vecgrad);
    }

    /** The kernel. */
    @Benchmark
    public void vecgrad() {
        try (Scope _ = Scope.open()) {
            Tensor _ = op.equals("add") ? x.add(y) : x.sigmoid();
        }
    }

    /** {@return the result of the loop} */
    @Benchmark
    @Baseline
    public float[] scalarLoop() {
        return op.equals("add") ? PlainLoops.add(a, b) : PlainLoops.sigmoid(a);
    }

    @Override
    double bytes() {
        return (op.equals("add") ? 3.0 : 2.0) * Float.BYTES * n;
    }
}
