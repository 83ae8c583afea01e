package dev.vecgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.core.PhiloxStream;
import dev.vecgrad.core.PytorchStream;
import dev.vecgrad.core.RandomStream;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.VecgradException;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tensors hold what the generator's stream gives for the same calls, in row-major order. */
class RandomTest {
    private static final int N = 1237;

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(
                        (LongFunction<Generator>) Generator::philox, (LongFunction<RandomStream>) PhiloxStream::new),
                Arguments.of(
                        (LongFunction<Generator>) Generator::pytorch, (LongFunction<RandomStream>) PytorchStream::new));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void tensorsHoldTheStreamsNumbers(LongFunction<Generator> generators, LongFunction<RandomStream> streams) {
        Generator generator = generators.apply(1L << 40 | 17);
        RandomStream stream = streams.apply(1L << 40 | 17);
        float[] floats = new float[N];
        double[] doubles = new double[N];
        long[] longs = new long[N];

        stream.rand(floats);
        assertThat(Tensor.rand(new long[] {N}, DType.FLOAT32, generator).toFloatArray())
                .isEqualTo(floats);
        stream.rand(doubles);
        assertThat(Tensor.rand(new long[] {1, N}, DType.FLOAT64, generator).toDoubleArray())
                .isEqualTo(doubles);
        stream.uniform(floats, -0.3, 1.7);
        assertThat(Tensor.zeros(N).uniform_(-0.3, 1.7, generator).toFloatArray())
                .isEqualTo(floats);
        stream.uniform(doubles, -0.3, 1.7);
        assertThat(Tensor.zeros(new long[] {N}, DType.FLOAT64)
                        .uniform_(-0.3, 1.7, generator)
                        .toDoubleArray())
                .isEqualTo(doubles);
        stream.randint(longs, -5, 1000);
        assertThat(Tensor.randint(-5, 1000, new long[] {N}, DType.INT32, generator)
                        .toLongArray())
                .isEqualTo(longs);
        stream.randperm(longs);
        assertThat(Tensor.randperm(N, generator).toLongArray()).isEqualTo(longs);
        boolean[] coins = new boolean[N];
        stream.bernoulli(coins, 0.3);
        assertThat(Tensor.zeros(N).bernoulli_(0.3, generator).toBooleanArray()).isEqualTo(coins);
        float[] p = new float[N];
        for (int i = 0; i < N; i++) {
            p[i] = (float) i / N;
        }
        stream.bernoulli(coins, p);
        assertThat(Tensor.of(p).bernoulli(generator).toBooleanArray()).isEqualTo(coins);
        double[] q = Tensor.of(p).toDoubleArray();
        stream.bernoulli(coins, q);
        assertThat(Tensor.of(q).bernoulli(generator).toBooleanArray()).isEqualTo(coins);
    }

    @Test
    void normalTensorsHoldPyTorchsNumbers() {
        Generator generator = Generator.pytorch(17);
        PytorchStream stream = new PytorchStream(17);
        float[] floats = new float[N];
        stream.normal(floats, 0, 1);
        assertThat(Tensor.randn(new long[] {N}, DType.FLOAT32, generator).toFloatArray())
                .isEqualTo(floats);
        double[] doubles = new double[N];
        stream.normal(doubles, 2, 0.5);
        assertThat(Tensor.zeros(new long[] {N}, DType.FLOAT64)
                        .normal_(2, 0.5, generator)
                        .toDoubleArray())
                .isEqualTo(doubles);
    }

    @Test
    void integersOfAnyRangeAreTheStreams() {
        long[][] ranges = {{0, 2}, {-3, 1L << 33}, {Long.MIN_VALUE, Long.MAX_VALUE}, {-1, 0}, {0, 0x1_0000_0001L}};
        Generator generator = Generator.philox(-9);
        PhiloxStream stream = new PhiloxStream(-9);
        long[] expected = new long[N];
        for (long[] range : ranges) {
            stream.randint(expected, range[0], range[1]);
            assertThat(Tensor.randint(range[0], range[1], new long[] {N}, DType.INT64, generator)
                            .toLongArray())
                    .isEqualTo(expected);
        }
        stream.randint(expected, 0, 3);
        assertThat(Tensor.randint(0, 3, new long[] {N}, DType.FLOAT32, generator)
                        .toLongArray())
                .isEqualTo(expected);
    }

    @Test
    void viewsAreFilledInTheirOwnOrder() {
        Tensor whole = Tensor.zeros(3, 4);
        Tensor view = whole.t();
        view.uniform_(0, 1, Generator.pytorch(3));
        float[] expected = new float[12];
        new PytorchStream(3).rand(expected);
        assertThat(view.toFloatArray()).isEqualTo(expected);
        assertThat(whole.toFloatArray()).isNotEqualTo(expected);
    }

    @Test
    void coinsAreExactAtTheEnds() {
        for (Generator generator : new Generator[] {Generator.philox(5), Generator.pytorch(5)}) {
            assertThat(Tensor.zeros(1000).bernoulli_(1, generator).toFloatArray())
                    .containsOnly(1);
            assertThat(Tensor.ones(1000).bernoulli_(0, generator).toFloatArray())
                    .containsOnly(0);
            assertThat(Tensor.ones(1000).bernoulli(generator).toFloatArray()).containsOnly(1);
            assertThat(Tensor.zeros(new long[] {9}, DType.INT64)
                            .bernoulli_(1, generator)
                            .toLongArray())
                    .containsOnly(1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3, 4, 5})
    void emptyAndShortTensorsAreFilled(long n) {
        Generator generator = Generator.philox(1);
        assertThat(Tensor.rand(new long[] {n}, DType.FLOAT64, generator).numel())
                .isEqualTo(n);
        assertThat(LongStream.of(Tensor.randperm(n, generator).toLongArray()).sorted())
                .containsExactlyElementsOf(LongStream.range(0, n).boxed().toList());
    }

    @Test
    void aScalarCanBeDrawn() {
        float[] one = new float[1];
        new PhiloxStream(8).rand(one);
        assertThat((float) Tensor.rand(new long[0], DType.FLOAT32, Generator.philox(8))
                        .item())
                .isEqualTo(one[0]);
    }

    @Test
    void likeVariantsTakeShapeAndDType() {
        Tensor like = Tensor.zeros(new long[] {2, 3}, DType.FLOAT64);
        assertThat(like.randLike().dtype()).isEqualTo(DType.FLOAT64);
        assertThat(like.randnLike().shape()).isEqualTo(like.shape());
        assertThat(like.randintLike(4, 5).toDoubleArray()).containsOnly(4);
    }

    @Test
    void theGlobalGeneratorServesCallsWithoutOne() {
        Generator before = Generator.global();
        try {
            Generator.setGlobal(Generator.philox(11));
            float[] first = Tensor.rand(5).toFloatArray();
            Generator.global().manualSeed(11);
            assertThat(Tensor.rand(5).toFloatArray()).isEqualTo(first);
        } finally {
            Generator.setGlobal(before);
        }
    }

    @Test
    void aFilledTensorPassesNoGradientOn() {
        Tensor x = Tensor.ones(3).requiresGrad_(true);
        Tensor y = x.mul(2);
        y.uniform_(0, 1, Generator.philox(1));
        y.sum().backward();
        assertThat(x.grad()).hasToString("tensor([0., 0., 0.])");
    }

    @Test
    void wrongArgumentsAreClearErrors() {
        Generator generator = Generator.philox(1);
        assertThatThrownBy(() -> Tensor.ones(2).requiresGrad_(true).uniform_(0, 1))
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("a leaf Variable that requires grad is being used in an in-place operation");
        assertThatThrownBy(() -> Tensor.ones(2).uniform_(2, 1))
                .isInstanceOf(VecgradException.class)
                .hasMessageContaining("found from=2.0 > to=1.0");
        assertThatThrownBy(() -> Tensor.ones(2).normal_(0, -1))
                .isInstanceOf(VecgradException.class)
                .hasMessageContaining("found std -1.0");
        assertThatThrownBy(() -> Tensor.ones(2).bernoulli_(1.5))
                .isInstanceOf(VecgradException.class)
                .hasMessageContaining("p=1.5");
        assertThatThrownBy(() -> Tensor.randint(3, 3, new long[] {1}))
                .isInstanceOf(VecgradException.class)
                .hasMessageContaining("from=3 >= to=3");
        assertThatThrownBy(() -> Tensor.randperm(-1)).isInstanceOf(VecgradException.class);
        assertThatThrownBy(() -> Tensor.rand(new long[] {1}, DType.INT64, generator))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("\"uniform\" not implemented for 'int64'");
    }
}
