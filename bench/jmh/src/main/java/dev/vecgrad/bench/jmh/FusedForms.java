package dev.vecgrad.bench.jmh;

import dev.vecgrad.Tensor;
import dev.vecgrad.bench.Numbers;
import dev.vecgrad.memory.Scope;
import dev.vecgrad.nn.Losses;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Functions that are one kernel, beside the same written in ops that are a kernel each. */
@SuppressWarnings("NullAway.Init") // JMH calls the setup
public class FusedForms extends Micro {
    private static final int COLUMNS = 1000;

    /** What is computed. */
    @Param({"bce_logits", "softmax"})
    public String function;

    /** The number of rows, of 1000 elements. */
    @Param("1000")
    public int rows;

    private Tensor x;
    private Tensor y;

    /** Makes operands. */
    @Setup
    public void operands() {
        Numbers numbers = new Numbers();
        x = Tensor.of(numbers.normal(rows, COLUMNS)).reshape(rows, COLUMNS);
        y = Tensor.of(numbers.coins(rows * COLUMNS)).reshape(rows, COLUMNS);
        settle(() -> {
            fused();
            unfused();
        });
    }

    /** One kernel. */
    @Benchmark
    public void fused() {
        try (Scope _ = Scope.open()) {
            Tensor _ = isSoftmax() ? x.softmax(1) : Losses.binaryCrossEntropyWithLogits(x, y);
        }
    }

    /** A kernel for each op. */
    @Benchmark
    @Baseline
    public void unfused() {
        try (Scope _ = Scope.open()) {
            Tensor _ = isSoftmax() ? softmaxByOps() : bceByOps();
        }
    }

    private Tensor softmaxByOps() {
        Tensor e = x.sub(x.amax(1, true)).exp();
        return e.div(e.sum(1, true));
    }

    private Tensor bceByOps() {
        return x.relu().sub(x.mul(y)).add(x.abs().neg().exp().log1p()).mean();
    }

    private boolean isSoftmax() {
        return function.equals("softmax");
    }

    @Override
    double bytes() {
        return 2.0 * Float.BYTES * rows * COLUMNS;
    }
}
