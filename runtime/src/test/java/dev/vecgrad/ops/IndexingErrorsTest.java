package dev.vecgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.ShapeException;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What ops with index tensors refuse, and that they write nothing then; scalars and empty index tensors. */
class IndexingErrorsTest {
    private static final Tensor X = Tensor.arange(0, 6, 1, DType.FLOAT32).view(2, 3);

    private static Tensor column(long... indices) {
        return Tensor.of(indices).view(indices.length, 1);
    }

    static Stream<Arguments> refused() {
        String range = "index 3 is out of bounds for dimension 1 with size 3";
        Tensor three = Tensor.of(3L);
        return Stream.of(
                of(() -> X.gather(1, column(3, 0)), IndexException.class, "gather: " + range),
                of(() -> X.gather(1, column(-1, 0)), IndexException.class, "gather: index -1 is out of bounds"),
                of(() -> X.scatter(1, column(3, 0), 1), IndexException.class, "scatter: " + range),
                of(
                        () -> X.scatterAdd(1, column(0, 3), Tensor.ones(2, 1)),
                        IndexException.class,
                        "scatter_add: " + range),
                of(() -> X.indexSelect(1, three), IndexException.class, "index_select: " + range),
                of(() -> X.indexAdd(1, three, Tensor.ones(2, 1)), IndexException.class, "index_add: " + range),
                of(() -> X.indexCopy(1, three, Tensor.ones(2, 1)), IndexException.class, "index_copy: " + range),
                of(() -> X.indexFill(1, three, 1), IndexException.class, "index_fill: " + range),
                of(
                        () -> X.take(Tensor.of(6L)),
                        IndexException.class,
                        "take: out of range: tried to access index 6 on a tensor of 6 elements"),
                of(
                        () -> X.put(Tensor.of(-7L), Tensor.ones(1)),
                        IndexException.class,
                        "put: out of range: tried to access index -7"),
                of(
                        () -> X.takeAlongDim(column(-4), 1),
                        IndexException.class,
                        "take_along_dim: index -4 is out of bounds"),
                of(() -> X.embedding(Tensor.of(2L)), IndexException.class, "embedding: index 2 is out of bounds"),
                of(
                        () -> X.embedding(Tensor.of(1L), 2),
                        IndexException.class,
                        "embedding: Padding_idx must be within num_embeddings"),
                of(
                        () -> Tensor.of(3L).oneHot(2),
                        IndexException.class,
                        "one_hot: Class values must be non-negative and smaller"),
                of(
                        () -> X.gather(1, column(0, 0, 0)),
                        ShapeException.class,
                        "gather: Size does not match at dimension 0"),
                of(
                        () -> X.gather(1, three),
                        ShapeException.class,
                        "gather: Index tensor must have the same number of dimensions"),
                of(
                        () -> X.scatter(1, Tensor.zeros(new long[] {2, 2}, DType.INT64), Tensor.ones(2, 1)),
                        ShapeException.class,
                        "scatter: Expected index [2, 2] to be no larger than self [2, 3]"),
                of(
                        () -> X.indexSelect(0, column(0)),
                        ShapeException.class,
                        "index_select: Index is supposed to be a vector"),
                of(
                        () -> X.indexAdd(1, three, Tensor.ones(2, 2)),
                        ShapeException.class,
                        "index_add: Number of indices (1) should be equal to source.size(dim): (2), for dim: 1"),
                of(
                        () -> X.indexCopy(1, three, Tensor.ones(3, 1)),
                        ShapeException.class,
                        "index_copy: source tensor shape must match self tensor shape"),
                of(
                        () -> X.put(three, Tensor.ones(2)),
                        ShapeException.class,
                        "put: Expected source and index to have the same"),
                of(
                        () -> X.indexFill(0, Tensor.of(0L), Tensor.ones(1)),
                        ShapeException.class,
                        "index_fill: index_fill_ only supports"),
                of(
                        () -> X.selectScatter(Tensor.ones(2), 0, 0),
                        ShapeException.class,
                        "select_scatter: expected src to have a size"),
                of(
                        () -> X.diagonalScatter(Tensor.ones(1)),
                        ShapeException.class,
                        "diagonal_scatter: expected src to have a size"),
                of(
                        () -> X.gather(1, Tensor.ones(2, 1)),
                        DTypeException.class,
                        "gather: Expected dtype int32 or int64 for index"),
                of(
                        () -> X.scatter(1, column(0, 0), Tensor.ones(new long[] {2, 1}, DType.FLOAT64)),
                        DTypeException.class,
                        "scatter: Expected self.dtype to be equal to src.dtype"),
                of(
                        () -> X.gt(1).scatterReduce(1, column(0, 0), X.gt(1), ScatterReduction.MEAN),
                        DTypeException.class,
                        "scatter_reduce: \"scatter_gather_tensor_cpu_reduce_mean\" not implemented for 'Bool'"));
    }

    private static Arguments of(Runnable call, Class<?> type, String message) {
        return Arguments.of(message, call, type);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefusedWithPytorchsSentence(String message, Runnable call, Class<?> type) {
        assertThatThrownBy(call::run).isInstanceOf(type).hasMessageStartingWith(message);
    }

    @Test
    void nothingIsWrittenIfOneIndexIsOutOfRange() {
        Tensor x = Tensor.zeros(4, 3);
        assertThatThrownBy(() -> x.scatterAdd_(0, Tensor.of(new long[][] {{0, 1, 2}, {3, 4, 0}}), Tensor.ones(2, 3)))
                .isInstanceOf(IndexException.class)
                .hasMessageStartingWith("scatter_add: index 4 is out of bounds for dimension 0 with size 4");
        assertThat(x.toFloatArray()).containsOnly(0);
    }

    @Test
    void targetsThatOverlapThemselvesAreRefused() {
        Tensor row = Tensor.zeros(1, 3).expand(4, 3);
        assertThatThrownBy(() -> row.indexFill_(0, Tensor.of(1L), 1))
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("single memory location");
    }

    @Test
    void operandsThatShareMemoryWithTheTargetAreCopied() {
        Tensor x = Tensor.of(1f, 2f, 3f);
        x.indexCopy_(0, Tensor.of(2L, 1L, 0L), x);
        assertThat(x.toFloatArray()).containsExactly(3, 2, 1);
        Tensor i = Tensor.of(2L, 0L, 1L);
        i.scatter_(0, i, Tensor.of(10L, 20L, 30L));
        assertThat(i.toLongArray()).containsExactly(20, 30, 10);
    }

    @Test
    void timesOfTruthsAreTruths() {
        Tensor truths = Tensor.of(false, true, false);
        Tensor index = Tensor.of(0L, 2L);
        Tensor both = Tensor.of(true, true);
        assertThat(truths.indexAdd(0, index, both, 3).sum().item()).isEqualTo(3);
        assertThat(truths.clone().indexAdd_(0, index, both, 0).sum().item()).isEqualTo(1);
    }

    @Test
    void scalarsCountAsVectors() {
        Tensor five = Tensor.of(5f);
        assertThat(five.gather(0, Tensor.of(0L, 0L)).toFloatArray()).containsExactly(5, 5);
        assertThat(five.indexSelect(0, Tensor.of(0L)).item()).isEqualTo(5);
        assertThat(five.indexAdd(0, Tensor.of(0L), Tensor.of(2f)).item()).isEqualTo(7);
        assertThat(Tensor.of(1f, 2f).gather(0, Tensor.of(1L)).dim()).isZero();
        assertThat(five.gather(0, Tensor.of(new long[] {0})).dim()).isEqualTo(1);
    }

    @Test
    void emptyIndicesReadAndWriteNothing() {
        Tensor none = Tensor.zeros(new long[] {0}, DType.INT64);
        assertThat(X.gather(1, none).numel()).isZero();
        assertThat(X.scatter(1, none, 1).toFloatArray()).containsExactly(X.toFloatArray());
        assertThat(X.indexSelect(0, none).shape().toArray()).containsExactly(0, 3);
        assertThat(Tensor.zeros(0, 3).take(none).numel()).isZero();
    }

    @Test
    void nanIsTheGreatestAndTheLeast() {
        Tensor source = Tensor.of(Float.NaN, 2f);
        Tensor both = Tensor.of(0L, 0L);
        for (ScatterReduction reduce : new ScatterReduction[] {ScatterReduction.AMAX, ScatterReduction.AMIN}) {
            assertThat(Tensor.zeros(1).scatterReduce(0, both, source, reduce).item())
                    .isNaN();
            assertThat(Tensor.zeros(1)
                            .scatterReduce(0, both, source.flip(0), reduce)
                            .item())
                    .isNaN();
        }
    }

    @Test
    void meansOfIntegersAreRoundedDown() {
        Tensor mean = Tensor.of(0L, 1L)
                .scatterReduce(0, Tensor.of(new long[] {0}), Tensor.of(new long[] {-3}), ScatterReduction.MEAN);
        assertThat(mean.toLongArray()).containsExactly(-2, 1);
    }

    @Test
    void thePaddingRowGetsNoGradient() {
        Tensor table = Tensor.ones(3, 2).requiresGrad_(true);
        table.embedding(Tensor.of(1L, 2L, 1L, 0L), -2).sum().backward();
        assertThat(Objects.requireNonNull(table.grad()).toFloatArray()).containsExactly(1, 1, 0, 0, 1, 1);
    }
}
