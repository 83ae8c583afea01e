package dev.vecgrad.bench.jmh;

import dev.vecgrad.Tensor;
import dev.vecgrad.bench.BareProduct;
import dev.vecgrad.bench.Numbers;
import dev.vecgrad.bench.ProductSize;
import dev.vecgrad.blas.OpenBlas;
import dev.vecgrad.memory.Scope;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** Matrix products of several shapes, beside a bare call of {@code cblas_sgemm} on as many threads of OpenBLAS's own. */
@SuppressWarnings("NullAway.Init") // JMH calls the setup
public class Products extends Micro {
    /** The sizes m, k and n. */
    @Param({"64x64x64", "256x256x256", "1024x1024x1024", "800x10x1", "128x784x256"})
    public String size;

    /** How many compute together. */
    @Param({"1", "2"})
    public int threads;

    private Tensor a;
    private Tensor b;
    private BareProduct bare;

    /** Makes operands; OpenBLAS gets threads of its own only where it is called bare. */
    @Setup
    public void operands(BenchmarkParams benchmark) {
        ProductSize s = ProductSize.of(size);
        Numbers numbers = new Numbers();
        a = Tensor.of(numbers.normal(s.m(), s.k())).reshape(s.m(), s.k());
        b = Tensor.of(numbers.normal(s.k(), s.n())).reshape(s.k(), s.n());
        bare = new BareProduct(s);
        if (benchmark.getBenchmark().endsWith(".bareCall")) {
            OpenBlas.useThreads(threads);
        } else {
            settle(this::vecgrad);
        }
    }

    /** Leaves OpenBLAS as products expect it. */
    @TearDown
    public void oneThread() {
        OpenBlas.useThreads(1);
    }

    /** By vecgrad. */
    @Benchmark
    public void vecgrad() {
        try (Scope _ = Scope.open()) {
            Tensor _ = a.matmul(b);
        }
    }

    /** By OpenBLAS alone. */
    @Benchmark
    @Baseline
    public void bareCall() {
        bare.run();
    }

    @Override
    int threads() {
        return threads;
    }

    @Override
    double bytes() {
        ProductSize s = ProductSize.of(size);
        return (double) Float.BYTES * ((double) s.m() * s.k() + (double) s.k() * s.n() + (double) s.m() * s.n());
    }

    @Override
    double flops() {
        ProductSize s = ProductSize.of(size);
        return 2.0 * s.m() * s.k() * s.n();
    }
}
