package dev.vecgrad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reading and writing by brackets. Expected shapes and elements are what PyTorch 2.13 gives for the expression in the name. */
class IndexTest {
    private static final Index ALL = Index.ALL;
    private static final Tensor X = Tensor.arange(24).view(2, 3, 4);
    private static final Tensor MASK = Tensor.ones(new long[] {2, 3}, DType.BOOL);

    static Stream<Arguments> reads() {
        return Stream.of(
                read("x[m, 0]", X.get(Index.mask(MASK), Index.at(0)), shape(6), 0, 4, 8, 12, 16, 20),
                read("x[m, 1:3]", X.get(Index.mask(MASK), Index.slice(1, 3)).get(0), shape(2), 1, 2),
                read(
                        "x[m, [1] * 6]",
                        X.get(Index.mask(MASK), Index.of(1, 1, 1, 1, 1, 1)),
                        shape(6),
                        1,
                        5,
                        9,
                        13,
                        17,
                        21),
                read("x[m, None]", X.get(Index.mask(MASK), Index.NEW_DIM).get(5), shape(1, 4), 20, 21, 22, 23),
                read(
                        "x[[1], None, [1]]",
                        X.get(Index.of(1), Index.NEW_DIM, Index.of(1)),
                        shape(1, 1, 4),
                        16,
                        17,
                        18,
                        19),
                read(
                        "x[[1, 0], :, [1, 2]]",
                        X.get(Index.of(1, 0), ALL, Index.of(1, 2)),
                        shape(2, 3),
                        13,
                        17,
                        21,
                        2,
                        6,
                        10),
                read("x[[1, 0], 0, [1, 2]]", X.get(Index.of(1, 0), Index.at(0), Index.of(1, 2)), shape(2), 13, 2),
                read(
                        "x[tensor(1), :, [1, 2]]",
                        X.get(Index.of(Tensor.of(1L)), ALL, Index.of(1, 2)),
                        shape(3, 2),
                        13,
                        14,
                        17,
                        18,
                        21,
                        22),
                read(
                        "x[:, True].shape",
                        X.get(ALL, Index.mask(Tensor.of(true))).get(1, 0, 2),
                        shape(4),
                        20,
                        21,
                        22,
                        23),
                read("x[False]", X.get(Index.mask(Tensor.of(false))), shape(0, 2, 3, 4)),
                read("x[[]]", X.get(Index.of()), shape(0, 3, 4)),
                read(
                        "x[-1, ::2, ..., 3]",
                        X.get(Index.at(-1), Index.every(2), Index.ELLIPSIS, Index.at(3)),
                        shape(2),
                        15,
                        23),
                read(
                        "x[..., -2:, [0, -1]]",
                        X.get(Index.at(0), Index.from(-2), Index.of(0, -1)),
                        shape(2, 2),
                        4,
                        7,
                        8,
                        11),
                read(
                        "x[[[0], [1]], [0, 2]][..., 0]",
                        X.get(Index.of(Tensor.of(new long[][] {{0}, {1}})), Index.of(0, 2))
                                .get(Index.ELLIPSIS, Index.at(0)),
                        shape(2, 2),
                        0,
                        8,
                        12,
                        20),
                read("x[1, 2]", X.get(1, 2), shape(4), 20, 21, 22, 23),
                read("x[:1, 5:]", X.get(Index.to(1), Index.from(5)), shape(1, 0, 4)));
    }

    private static Arguments read(String name, Tensor result, Shape shape, long... elements) {
        return Arguments.of(name, result, shape, elements);
    }

    private static Shape shape(long... sizes) {
        return Shape.of(sizes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reads")
    void readsWhatPytorchReads(String name, Tensor result, Shape shape, long[] elements) {
        assertThat(result.shape()).isEqualTo(shape);
        assertThat(result.toLongArray()).containsExactly(elements);
    }

    @Test
    void int32IndicesServeToo() {
        assertThat(X.get(Index.of(Tensor.of(1, 0)), Index.at(0), Index.at(0)).toLongArray())
                .containsExactly(12, 0);
    }

    @Test
    void numbersSlicesEllipsisAndNewDimsMakeViews() {
        Tensor x = Tensor.zeros(2, 3);
        x.get(Index.NEW_DIM, Index.ELLIPSIS, Index.slice(0, 3, 2)).fill_(1);
        x.get(1).fill_(2);
        assertThat(x.toFloatArray()).containsExactly(1, 0, 1, 2, 2, 2);
        assertThat(x.get(Index.ELLIPSIS).storageOffset()).isZero();
        x.get(Index.of(0)).fill_(9);
        assertThat(x.toFloatArray()).as("index tensors make copies").containsExactly(1, 0, 1, 2, 2, 2);
    }

    @Test
    void writesWhatPytorchWrites() {
        Tensor x = Tensor.arange(0, 6, 1, DType.FLOAT32).view(2, 3);
        Tensor clipped = x.clone().set_(0, Index.mask(x.gt(2)));
        assertThat(clipped.toFloatArray()).containsExactly(0, 1, 2, 0, 0, 0);
        Tensor row = x.clone().set_(Tensor.of(7f, 8f, 9f), Index.at(1));
        assertThat(row.toFloatArray()).containsExactly(0, 1, 2, 7, 8, 9);
        Tensor ones = x.clone().set_(Tensor.ones(1, 1, 2, 3), Index.of(0, 0));
        assertThat(ones.toFloatArray()).containsExactly(1, 1, 1, 3, 4, 5);
        Tensor column = x.clone().set_(Tensor.of(-1f, -2f), ALL, Index.at(-1));
        assertThat(column.toFloatArray()).containsExactly(0, 1, -1, 3, 4, -2);
        Tensor sum = x.clone().accumulate_(Tensor.of(1f, 2f), Index.of(0, 0), Index.of(1, 1));
        assertThat(sum.toFloatArray()).containsExactly(0, 4, 2, 3, 4, 5);
        Tensor added = x.clone().accumulate_(Tensor.of(1f, 2f, 3f), Index.at(0));
        assertThat(added.toFloatArray()).containsExactly(1, 3, 5, 3, 4, 5);
        Tensor strided = x.clone().t().set_(5, Index.of(2, 0), Index.of(1, 0));
        assertThat(strided.toFloatArray()).containsExactly(5, 3, 1, 4, 2, 5);
    }

    @Test
    void gradientsGoThroughWritesToViews() {
        Tensor p = Tensor.ones(3, 4).requiresGrad_(true);
        Tensor v = Tensor.ones(2).requiresGrad_(true);
        Tensor y = p.mul(2);
        y.select(1, 0).set_(v, Index.of(2, 0));
        assertThat(y.gradFn()).isNotNull().extracting(node -> node.name()).isEqualTo("CopySlices");
        y.square().sum().backward();
        assertThat(Objects.requireNonNull(p.grad()).toFloatArray()).containsExactly(0, 8, 8, 8, 8, 8, 8, 8, 0, 8, 8, 8);
        assertThat(Objects.requireNonNull(v.grad()).toFloatArray()).containsExactly(2, 2);
    }

    @Test
    void nodesHavePytorchsNames() {
        Tensor p = Tensor.ones(3, 4).requiresGrad_(true);
        assertNode(p.get(Index.of(0)), "IndexBackward0");
        assertNode(p.get(0), "SelectBackward0");
        assertNode(p.get(Index.ELLIPSIS), "AliasBackward0");
        assertNode(p.clone().set_(1, Index.of(0)), "IndexPutBackward0");
        assertNode(p.maskedSelect(p.gt(0)), "MaskedSelectBackward0");
        assertNode(p.maskedScatter(p.gt(2), p), "MaskedScatterBackward0");
        assertNode(p.maskedFill(p.gt(2), Tensor.of(1f)), "MaskedFillBackward1");
        assertNode(p.take(Tensor.of(1L)), "TakeBackward0");
        assertNode(p.indexFill(0, Tensor.of(1L), 2), "IndexFillBackward0");
    }

    private static void assertNode(Tensor result, String name) {
        assertThat(result.gradFn()).isNotNull().extracting(node -> node.name()).isEqualTo(name);
    }

    @Test
    void aWriteIsCounted() {
        Tensor p = Tensor.ones(3).requiresGrad_(true);
        Tensor y = p.mul(2);
        Tensor z = y.square();
        y.set_(0, Index.of(1));
        assertThatThrownBy(z.sum()::backward)
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("has been modified by an inplace operation");
        assertThatThrownBy(() -> p.set_(0, Index.of(1)))
                .isInstanceOf(AutogradException.class)
                .hasMessageStartingWith("index_put_: a leaf Variable that requires grad");
    }

    static Stream<Arguments> errors() {
        Tensor x = Tensor.zeros(2, 3);
        return Stream.of(
                error(
                        () -> x.get(Index.of(2)),
                        IndexException.class,
                        "index: index 2 is out of bounds for dimension 0 with size 2"),
                error(
                        () -> x.get(ALL, Index.of(-4)),
                        IndexException.class,
                        "index: index -4 is out of bounds for dimension 1 with size 3"),
                error(
                        () -> x.get(Index.of(Tensor.of(1f, 0f))),
                        IndexException.class,
                        "index: tensors used as indices must be long, int or bool"),
                error(
                        () -> x.get(Index.of(0, 1), Index.of(0, 1, 2)),
                        IndexException.class,
                        "index: shape mismatch: indexing tensors could not be broadcast together with shapes [[2], [3]]"),
                error(
                        () -> x.get(Index.mask(Tensor.of(true, true, true))),
                        IndexException.class,
                        "index: The shape of the mask [3] at index 0 does not match the shape of the indexed tensor [2, 3] at index 0"),
                error(() -> x.get(0, 0, 0), IndexException.class, "index: too many indices for tensor of dimension 2"),
                error(() -> Tensor.of(5f).get(0), IndexException.class, "index: invalid index of a 0-dim tensor."),
                error(
                        () -> x.get(5),
                        IndexException.class,
                        "index: index 5 is out of bounds for dimension 0 with size 2"),
                error(
                        () -> x.set_(Tensor.ones(2), Index.of(0)),
                        ShapeException.class,
                        "index_put: shape mismatch: value tensor of shape [2] cannot be broadcast to indexing result of shape [1, 3]"),
                error(
                        () -> x.set_(Tensor.zeros(new long[] {3}, DType.FLOAT64), Index.of(0)),
                        DTypeException.class,
                        "index_put: Index put requires the source and destination dtypes match, got float32 for the destination and"
                                + " float64 for the source."),
                error(
                        () -> x.maskedScatter(x.lt(1), Tensor.ones(2)),
                        ShapeException.class,
                        "masked_scatter: Number of elements of source < number of ones in mask: 2 and 6"),
                error(
                        () -> x.maskedSelect(Tensor.of(1L)),
                        DTypeException.class,
                        "masked_select: expected BoolTensor for mask"));
    }

    private static Arguments error(Runnable call, Class<?> type, String message) {
        return Arguments.of(message, call, type);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("errors")
    void errorsSayWhatIsWrong(String message, Runnable call, Class<?> type) {
        assertThatThrownBy(call::run).isInstanceOf(type).hasMessageStartingWith(message);
    }
}
