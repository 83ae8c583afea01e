package dev.vecgrad.bench.jmh;

import dev.vecgrad.Tensor;
import dev.vecgrad.bench.Numbers;
import dev.vecgrad.memory.Scope;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** What a call of an op costs where there is nearly nothing to compute: 16 elements. The baseline is a loop that makes an array. */
@SuppressWarnings("NullAway.Init") // JMH calls the setup
public class Dispatch extends Micro {
    private static final int N = 16;

    private Tensor x;
    private Tensor y;
    private Tensor leaf;
    private float[] a;
    private float[] b;

    /** Makes operands. */
    @Setup
    public void operands() {
        Numbers numbers = new Numbers();
        a = numbers.normal(N);
        b = numbers.normal(N);
        x = Tensor.of(a);
        y = Tensor.of(b);
        leaf = Tensor.of(a).requiresGrad_(true);
        settle(() -> {
            add();
            addRecorded();
        });
    }

    /** A sum. */
    @Benchmark
    public void add() {
        try (Scope _ = Scope.open()) {
            Tensor _ = x.add(y);
        }
    }

    /** A sum whose operand wants a gradient: a node is recorded. */
    @Benchmark
    public void addRecorded() {
        try (Scope _ = Scope.open()) {
            Tensor _ = leaf.add(y);
        }
    }

    /** Into the memory of an operand: nothing is allocated. */
    @Benchmark
    public Tensor addInPlace() {
        return x.add_(y);
    }

    /** {@return a view, for which nothing is computed} */
    @Benchmark
    public Tensor view() {
        return x.view(4, 4);
    }

    /** {@return the result of the loop} */
    @Benchmark
    @Baseline
    public float[] scalarLoop() {
        return PlainLoops.add(a, b);
    }
}
