package dev.vecgrad.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.exec.Threads;
import dev.vecgrad.ops.ScatterReduction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ops that write to places named many times: the order of additions, and so the bits, are those of a loop in row-major order, for any number of threads. */
class IndexedThreadsTest {
    private final int threads = Threads.get();

    @AfterEach
    void restore() {
        Threads.set(threads);
    }

    /** Few and many rows and columns; both dims; places that thousands of elements meet at. */
    record Sizes(int rows, int columns, int dim, int range) {}

    static Stream<Sizes> sizes() {
        return Stream.of(
                new Sizes(1, 70_000, 1, 13),
                new Sizes(70_000, 1, 0, 4098),
                new Sizes(207, 300, 0, 7),
                new Sizes(207, 300, 1, 7),
                new Sizes(5000, 13, 0, 3),
                new Sizes(5000, 13, 1, 207));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void scatteredSumsAreThoseOfALoop(Sizes s) {
        Tensor index = Tensor.randint(0, s.range, new long[] {s.rows, s.columns});
        Tensor source = Tensor.randn(s.rows, s.columns);
        int rows = s.dim == 0 ? s.range : s.rows;
        int columns = s.dim == 0 ? s.columns : s.range;
        float[] expected = new float[rows * columns];
        long[] places = index.toLongArray();
        float[] terms = source.toFloatArray();
        for (int i = 0; i < terms.length; i++) {
            int row = s.dim == 0 ? (int) places[i] : i / s.columns;
            int column = s.dim == 0 ? i % s.columns : (int) places[i];
            expected[row * columns + column] += terms[i];
        }
        for (int n = 1; n <= 3; n++) {
            Threads.set(n);
            Tensor sums = Tensor.zeros(rows, columns).scatterAdd(s.dim, index, source);
            assertThat(sums.toFloatArray()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void allWaysOfWritingGiveTheSameBits(Sizes s) {
        Tensor index = Tensor.randint(0, s.range, new long[] {s.rows, s.columns});
        Tensor source = Tensor.randn(s.rows, s.columns);
        Tensor target = s.dim == 0 ? Tensor.randn(s.range, s.columns) : Tensor.randn(s.rows, s.range);
        Tensor vector = index.select(1 - s.dim, 0);
        Threads.set(1);
        float[][] alone = results(target, s.dim, index, vector, source);
        Threads.set(3);
        float[][] together = results(target, s.dim, index, vector, source);
        for (int i = 0; i < alone.length; i++) {
            assertThat(together[i]).as("way %d", i).isEqualTo(alone[i]);
        }
    }

    private static float[][] results(Tensor target, int dim, Tensor index, Tensor vector, Tensor source) {
        return Stream.concat(
                        Stream.of(
                                target.scatter(dim, index, source),
                                target.indexAdd(dim, vector, source),
                                target.indexCopy(dim, vector, source),
                                target.t().clone().t().indexAdd_(dim, vector, source, 0.5),
                                target.gather(dim, index),
                                target.indexSelect(dim, vector),
                                target.flatten().take(index)),
                        Stream.of(ScatterReduction.values())
                                .map(reduce -> target.scatterReduce(dim, index, source, reduce)))
                .map(Tensor::toFloatArray)
                .toArray(float[][]::new);
    }
}
