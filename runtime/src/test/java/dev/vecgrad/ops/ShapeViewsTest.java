package dev.vecgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.ShapeException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shape ops that are views show the same memory, and what is written through them is differentiated; the others copy. */
class ShapeViewsTest {
    private static Tensor counting(long... sizes) {
        return Tensor.arange(0, Tensor.zeros(sizes).numel()).view(sizes).to(DType.FLOAT64);
    }

    @Test
    void writesThroughViewsReachTheWhole() {
        Tensor x = counting(3, 4);
        x.diagonal(1, 0, 1).fill_(-1);
        x.split(2, 1).get(1).select(0, 2).fill_(-2);
        x.unfold(1, 2, 2).select(1, 0).select(0, 0).fill_(-3);
        x.asStrided(new long[] {2}, new long[] {4}, 4).fill_(-4);
        x.movedim(0, 1).select(0, 1).select(0, 1).fill_(-5);
        x.unflatten(1, 2, 2).select(2, 1).select(1, 1).select(0, 0).fill_(-6);
        assertThat(x.toDoubleArray()).containsExactly(-3, -3, 2, -6, -4, -5, -1, 7, -4, 9, -2, -2);
    }

    @Test
    void copiesHaveMemoryOfTheirOwn() {
        Tensor x = counting(3, 3);
        List<Tensor> copies = List.of(
                x.flip(0),
                x.roll(0, 0),
                x.rot90(4, 0, 1),
                x.repeat(1, 1),
                x.tril(9),
                x.diag(),
                x.pad(0, 0),
                x.diff(0, 0));
        copies.forEach(copy -> copy.fill_(-1));
        assertThat(x.toDoubleArray()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    /** {@code y = 2 x}; the parts are scaled in place; then {@code dy'/dx} is 2 times each part's factor. */
    @Test
    void writesToPiecesAreDifferentiated() {
        Tensor x = counting(6).requiresGrad_(true);
        Tensor y = x.mul(2);
        List<Tensor> pieces = y.split(2);
        pieces.get(0).mul_(3);
        pieces.get(2).mul_(5);
        Tensor middle = pieces.get(1).mul(7);
        y.sum().add(middle.sum()).backward();
        assertThat(x.grad())
                .isNotNull()
                .satisfies(g -> assertThat(g.toDoubleArray()).containsExactly(6, 6, 2 + 14, 2 + 14, 10, 10));
        assertThat(pieces.get(0).gradFn())
                .isNotNull()
                .satisfies(node -> assertThat(node.name()).isEqualTo("AsStridedBackward0"));
    }

    @Test
    void piecesOfOneCallShareANode() {
        List<Tensor> pieces = counting(5).requiresGrad_(true).split(2);
        assertThat(pieces)
                .hasSize(3)
                .allSatisfy(piece ->
                        assertThat(piece.gradFn()).isSameAs(pieces.getFirst().gradFn()));
        assertThat(counting(2, 2).requiresGrad_(true).unbind().getFirst().gradFn())
                .isNotNull()
                .satisfies(node -> assertThat(node.name()).isEqualTo("UnbindBackward0"));
    }

    @Test
    void ofAPieceAloneTheOthersGradientIsZero() {
        Tensor x = counting(2, 3).requiresGrad_(true);
        x.chunk(3, 1).get(1).square().sum().backward();
        assertThat(x.grad())
                .isNotNull()
                .satisfies(g -> assertThat(g.toDoubleArray()).containsExactly(0, 2, 0, 0, 8, 0));
    }

    @Test
    void aPiecesGradientLiesAsTheWhole() {
        Tensor whole = counting(2, 3, 4).requiresGrad_(true).permute(1, 2, 0);
        whole.retainGrad();
        whole.select(0, 1).sum().add(whole.narrow(1, 1, 2).square().sum()).backward();
        assertThat(whole.grad()).isNotNull().satisfies(g -> {
            assertThat(g.stride()).isEqualTo(whole.stride());
            assertThat(g.select(0, 1).toDoubleArray()).containsExactly(1, 1, 11, 35, 13, 37, 1, 1);
            assertThat(g.select(0, 0).toDoubleArray()).containsExactly(0, 0, 2, 26, 4, 28, 0, 0);
        });
    }

    @Test
    void integersAndBoolsMoveToo() {
        Tensor numbers = Tensor.arange(0, 6).view(2, 3);
        assertThat(numbers.flip(0, 1).toLongArray()).containsExactly(5, 4, 3, 2, 1, 0);
        assertThat(numbers.triu().toLongArray()).containsExactly(0, 1, 2, 0, 4, 5);
        assertThat(numbers.trace().itemLong()).isEqualTo(4);
        assertThat(numbers.to(DType.INT32).pad(new long[] {1, 0}, -7).toIntArray())
                .containsExactly(-7, 0, 1, 2, -7, 3, 4, 5);
        Tensor truths = Tensor.of(true, true, false);
        assertThat(truths.diff().toBooleanArray()).containsExactly(false, true);
        assertThat(truths.roll(1).toBooleanArray()).containsExactly(false, true, true);
        assertThat(truths.repeatInterleave(2).toBooleanArray()).containsExactly(true, true, true, true, false, false);
    }

    @Test
    void repeatedIndices() {
        assertThat(new Tensor(Repeating.indices(Tensor.of(2L, 0L, 1L).value())).toLongArray())
                .containsExactly(0, 0, 2);
        assertThat(new Tensor(Triangles.trilIndices(2, 3, 0)).toLongArray()).containsExactly(0, 1, 1, 0, 0, 1);
        assertThat(new Tensor(Triangles.triuIndices(2, 3, 1)).toLongArray()).containsExactly(0, 0, 1, 1, 2, 2);
        assertThat(new Tensor(Triangles.triuIndices(0, 3, 1)).shape().toArray()).containsExactly(2, 0);
        assertThat(Tensor.triuIndices(2, 2, Long.MIN_VALUE).toLongArray()).containsExactly(0, 0, 1, 1, 0, 1, 0, 1);
        assertThat(Tensor.trilIndices(2, 2, Long.MAX_VALUE).toLongArray()).containsExactly(0, 0, 1, 1, 0, 1, 0, 1);
        assertThat(Tensor.trilIndices(3, 2, -1).toLongArray()).containsExactly(1, 2, 2, 0, 0, 1);
    }

    @Test
    void placesOfHugeTrianglesAreCountedAtOnce() {
        long most = 1L << 40;
        assertThat(Tensor.trilIndices(most, 0, 0).shape().toArray()).containsExactly(2, 0);
        assertThat(Tensor.triuIndices(most, 2, 1).toLongArray()).containsExactly(0, 1);
        assertThat(Tensor.trilIndices(most, 2, 1 - most).toLongArray()).containsExactly(most - 1, 0);
        assertThatThrownBy(() -> Tensor.trilIndices(2 * most, 2, 0))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("tril_indices: row and col can be 2^40 at most");
        assertThatThrownBy(() -> Tensor.ones(2).repeatInterleave(Tensor.of(Long.MAX_VALUE, 2L)))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("repeat_interleave: the sum of the repeats overflows");
    }

    /** Sizes beside tiles and vectors: a flip of a flip, and a roll that goes all the way round, give the elements back. */
    @ParameterizedTest
    @ValueSource(ints = {1, 13, 207, 4098})
    void movementsThatUndoEachOther(int n) {
        Tensor x = counting(3, n);
        double[] elements = x.toDoubleArray();
        assertThat(x.flip(0, 1).flip(1).flip(0).toDoubleArray()).isEqualTo(elements);
        assertThat(x.roll(5, 1).roll(n - 5L, 1).toDoubleArray()).isEqualTo(elements);
        assertThat(x.t().flip(0).t().flip(1).toDoubleArray()).isEqualTo(elements);
        assertThat(x.t().rot90().rot90(3, 0, 1).t().toDoubleArray()).isEqualTo(elements);
        assertThat(x.tril(-1).add(x.triu()).toDoubleArray()).isEqualTo(elements);
        assertThat(x.pad(2, 3, 1, 0).pad(-2, -3, -1, 0).toDoubleArray()).isEqualTo(elements);
        assertThat(x.repeat(2, 1).slice(0, 3, 6).toDoubleArray()).isEqualTo(elements);
    }

    /** Windows that overlap: the gradient of a sum over windows counts how many show an element. */
    @Test
    void gradientsOfWindowsCount() {
        Tensor x = counting(7).requiresGrad_(true);
        x.unfold(0, 3, 2).sum().backward();
        assertThat(x.grad())
                .isNotNull()
                .satisfies(g -> assertThat(g.toDoubleArray()).containsExactly(1, 1, 2, 1, 2, 1, 1));
    }
}
