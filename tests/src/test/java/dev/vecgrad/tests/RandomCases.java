package dev.vecgrad.tests;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.type.DType;
import java.util.function.Function;

/** Random numbers that are made on the device. */
final class RandomCases {
    private static final long[] SIZES = {0, 1, 2, 13, 207, 4098};

    private final CheckedRun run;

    RandomCases(CheckedRun run) {
        this.run = run;
    }

    void run() {
        for (long n : SIZES) {
            floating(n, DType.FLOAT32);
            floating(n, DType.FLOAT64);
            for (DType dtype : DType.values()) {
                check("randint " + dtype + " " + n, g -> Tensor.randint(-3, 100, new long[] {n}, dtype, g));
            }
            check("randint wide " + n, g -> Tensor.randint(Long.MIN_VALUE, 1L << 60, new long[] {n}, DType.INT64, g));
        }
    }

    private void floating(long n, DType dtype) {
        String end = " " + dtype + " " + n;
        long[] sizes = {n};
        check("rand" + end, g -> Tensor.rand(sizes, dtype, g));
        check("randn" + end, g -> Tensor.randn(sizes, dtype, g));
        check("uniform" + end, g -> Tensor.zeros(sizes, dtype).uniform_(-2, 3, g));
        check("normal" + end, g -> Tensor.zeros(sizes, dtype).normal_(5, 0.1, g));
        check("bernoulli" + end, g -> Tensor.zeros(sizes, dtype).bernoulli_(0.3, g));
        check("chances" + end, g -> Tensor.full(sizes, 0.7, dtype).bernoulli(g));
    }

    private void check(String name, Function<Generator, Tensor> draw) {
        boolean _ = run.run(name, () -> {
            Tensor _ = draw.apply(Generator.philox(7));
        });
    }
}
