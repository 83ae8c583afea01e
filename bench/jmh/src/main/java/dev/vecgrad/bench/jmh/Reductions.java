package dev.vecgrad.bench.jmh;

import dev.vecgrad.Tensor;
import dev.vecgrad.bench.Numbers;
import dev.vecgrad.memory.Scope;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Sums of a matrix of 1000 columns, in both tiers, beside a loop over an array. */
@SuppressWarnings("NullAway.Init") // JMH calls the setup
public class Reductions extends Micro {
    private static final int COLUMNS = 1000;

    /** The tier. */
    @Param({"tiles", "generated"})
    public String kernels;

    /** What is added up. */
    @Param({"all", "rows", "columns"})
    public String sum;

    /** The number of rows. */
    @Param("1000")
    public int rows;

    private Tensor x;
    private float[] a;

    /** Makes operands. */
    @Setup
    public void operands() {
        chooseKernels(kernels);
        a = new Numbers().normal(rows, COLUMNS);
        x = Tensor.of(a).reshape(rows, COLUMNS);
        settle(this::vecgrad);
    }

    /** The kernel. */
    @Benchmark
    public void vecgrad() {
        try (Scope _ = Scope.open()) {
            Tensor _ = switch (sum) {
                case "rows" -> x.sum(1);
                case "columns" -> x.sum(0);
                default -> x.sum();
            };
        }
    }

    /** {@return the result of the loop} */
    @Benchmark
    @Baseline
    public float[] scalarLoop() {
        return switch (sum) {
            case "rows" -> PlainLoops.rowSums(a, COLUMNS);
            case "columns" -> PlainLoops.columnSums(a, COLUMNS);
            default -> new float[] {PlainLoops.sum(a)};
        };
    }

    @Override
    double bytes() {
        return (double) Float.BYTES * rows * COLUMNS;
    }

    @Override
    double flops() {
        return (double) rows * COLUMNS;
    }
}
