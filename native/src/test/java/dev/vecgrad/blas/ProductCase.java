package dev.vecgrad.blas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.exec.Product;
import dev.vecgrad.type.DType;
import java.lang.foreign.Arena;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * A product to be tried, with operands made from a seed.
 *
 * @param padding how much longer than needed the leading dims are, in elements
 * @param offset of the operands from aligned addresses, in elements
 */
record ProductCase(
        DType dtype,
        boolean transA,
        boolean transB,
        int m,
        int n,
        int k,
        double alpha,
        double beta,
        int padding,
        int offset,
        long seed) {
    /** What computes a product. */
    @FunctionalInterface
    interface Computation {
        /** Computes {@code p} with a, b and c at these addresses. */
        void run(Product p, long a, long b, long c);
    }

    static ProductCase of(DType dtype, boolean transA, boolean transB, int m, int n, int k) {
        return new ProductCase(dtype, transA, transB, m, n, k, 1, 0, 0, 0, 1);
    }

    /** {@return a case with anything that a caller may ask for} */
    static ProductCase random(DType dtype, RandomGenerator random, int[] sizes) {
        double[] scalars = {0, 1, -0.5, 3};
        return new ProductCase(
                dtype,
                random.nextBoolean(),
                random.nextBoolean(),
                sizes[random.nextInt(sizes.length)],
                sizes[random.nextInt(sizes.length)],
                sizes[random.nextInt(sizes.length)],
                scalars[random.nextInt(scalars.length)],
                scalars[random.nextInt(scalars.length)],
                random.nextInt(3) * 3,
                random.nextInt(5),
                random.nextLong());
    }

    /** Computes the product and compares each element with its value in double. */
    void check(Computation computation) {
        try (Arena arena = Arena.ofConfined()) {
            Random random = new Random(seed);
            TestMatrix a = matrix(arena, transA ? k : m, transA ? m : k).random(random);
            TestMatrix b = matrix(arena, transB ? n : k, transB ? k : n).random(random);
            TestMatrix c = matrix(arena, m, n);
            if (beta != 0) {
                c.random(random);
            }
            TestMatrix expected = matrix(arena, m, n);
            TestMatrix bound = matrix(arena, m, n);
            reference(a, b, c, expected, bound);
            computation.run(product(a, b, c), a.address(), b.address(), c.address());
            assertThat(c.isUntouchedAround()).as("untouched around %s", this).isTrue();
            compare(c, expected, bound);
        }
    }

    /** {@return the bits of c and its surroundings after the product} */
    byte[] bits(Computation computation) {
        try (Arena arena = Arena.ofConfined()) {
            Random random = new Random(seed);
            TestMatrix a = matrix(arena, transA ? k : m, transA ? m : k).random(random);
            TestMatrix b = matrix(arena, transB ? n : k, transB ? k : n).random(random);
            TestMatrix c = matrix(arena, m, n);
            if (beta != 0) {
                c.random(random);
            }
            computation.run(product(a, b, c), a.address(), b.address(), c.address());
            return c.bytes();
        }
    }

    private TestMatrix matrix(Arena arena, int rows, int columns) {
        return new TestMatrix(arena, dtype, rows, columns, Math.max(1, columns) + padding, offset);
    }

    private Product product(TestMatrix a, TestMatrix b, TestMatrix c) {
        return new Product(dtype, transA, transB, m, n, k, alpha, a.leading, b.leading, beta, c.leading);
    }

    /**
     * The bound holds for any order of the k additions and with or without fma (Higham, Accuracy and Stability of Numerical
     * Algorithms, 2002, section 3.1): k roundings of each term, one for alpha, two for adding beta c, to first order with
     * one more for the higher ones.
     */
    private void reference(TestMatrix a, TestMatrix b, TestMatrix c, TestMatrix expected, TestMatrix bound) {
        double unit = dtype == DType.FLOAT32 ? 0x1p-24 : 0x1p-53;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                double absolute = 0;
                for (int p = 0; p < k; p++) {
                    double term = a.get(transA, i, p) * b.get(transB, p, j);
                    sum += term;
                    absolute += Math.abs(term);
                }
                double old = beta == 0 ? 0 : beta * c.get(i, j);
                expected.set(i, j, alpha * sum + old);
                bound.set(i, j, 2 * (k + 4) * unit * (Math.abs(alpha) * absolute + Math.abs(old)));
            }
        }
    }

    private void compare(TestMatrix c, TestMatrix expected, TestMatrix bound) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double error = Math.abs(c.get(i, j) - expected.get(i, j));
                if (!(error <= bound.get(i, j))) {
                    assertThat(c.get(i, j))
                            .as("element (%d, %d) of %s, error at most %g", i, j, this, bound.get(i, j))
                            .isEqualTo(expected.get(i, j));
                }
            }
        }
    }
}
