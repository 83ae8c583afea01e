package dev.vecgrad.bench.jmh;

import dev.vecgrad.Tensor;
import dev.vecgrad.bench.Numbers;
import dev.vecgrad.memory.Scope;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The sum of sigmoid(x w) and its gradient by w, recorded and walked back, beside the same six ops written by hand without recording. */
@SuppressWarnings("NullAway.Init") // JMH calls the setup
public class Gradients extends Micro {
    /** The number of elements. */
    @Param({"16", "1000000"})
    public int n;

    private Tensor x;
    private Tensor w;
    private Tensor plain;

    /** Makes operands. */
    @Setup
    public void operands() {
        Numbers numbers = new Numbers();
        x = Tensor.of(numbers.normal(n));
        plain = Tensor.of(numbers.normal(n));
        w = plain.clone().requiresGrad_(true);
        settle(() -> {
            recorded();
            byHand();
        });
    }

    /** Forward and {@code backward()}. */
    @Benchmark
    public void recorded() {
        try (Scope _ = Scope.open()) {
            w.setGrad(null);
            x.mul(w).sigmoid().sum().backward();
        }
    }

    /** The sum and the gradient s (1 - s) x. */
    @Benchmark
    @Baseline
    public void byHand() {
        try (Scope _ = Scope.open()) {
            Tensor s = x.mul(plain).sigmoid();
            Tensor _ = s.sum();
            Tensor _ = s.mul(s.neg().add(1)).mul(x);
        }
    }
}
