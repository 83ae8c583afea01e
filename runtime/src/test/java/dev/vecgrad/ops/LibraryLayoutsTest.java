package dev.vecgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Engine;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Library functions on views: the same bits as on row-major copies; and what they refuse. */
class LibraryLayoutsTest {
    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

    private final List<UnaryOperator<Value>> functions = List.of(
            x -> Softmax.softmax(x, 1),
            x -> Softmax.softmax(x, 2),
            x -> Softmax.logSoftmax(x, 0),
            x -> Softmax.logsumexp(x, false, 1),
            x -> Statistics.var(x, 1, false, 0, 2),
            x -> Statistics.std(x, 1, true, 1),
            x -> Extrema.amax(x, false, 1),
            x -> Extrema.max(x, 0, false).values(),
            x -> Reductions.prod(x, false, 1),
            x -> LossFunctions.bceWithLogits(x, x, null, null, LossReduction.MEAN),
            x -> LossFunctions.mse(x, Arithmetic.zerosLike(x), LossReduction.NONE));

    @Test
    void viewsGiveTheBitsOfCopies() {
        for (Value view : views()) {
            for (UnaryOperator<Value> function : functions) {
                Value copy = copy(view);
                assertThat(copy.isContiguous()).isTrue();
                assertThat(gradients(function, view)).isEqualTo(gradients(function, copy));
                assertThat(GoldenValues.doubles(function.apply(view)))
                        .isEqualTo(GoldenValues.doubles(function.apply(copy)));
            }
        }
    }

    /** Permuted, sliced with an offset, expanded, with strides of two, and with dims of size 1. */
    private List<Value> views() {
        Value base =
                GoldenValues.of(Shape.of(5, 6, 7), random.doubles(210, 0.1, 0.9).toArray());
        return List.of(
                base.restrided(Shape.of(7, 5, 6), new long[] {1, 42, 7}, 0),
                base.restrided(Shape.of(3, 2, 4), new long[] {42, 7, 1}, 51),
                base.restrided(Shape.of(5, 3, 7), new long[] {42, 0, 1}, 7),
                base.restrided(Shape.of(5, 3, 3), new long[] {42, 14, 2}, 1),
                base.restrided(Shape.of(1, 6, 1), new long[] {42, 7, 1}, 3));
    }

    private static Value copy(Value view) {
        return view.isContiguous() ? Arithmetic.clone(view) : Arithmetic.contiguous(view);
    }

    private static double[] gradients(UnaryOperator<Value> function, Value input) {
        Value leaf = input.detach();
        leaf.requiresGrad(true);
        Value out = function.apply(leaf);
        Value ones = Arithmetic.onesLike(Arithmetic.contiguous(out));
        return GoldenValues.doubles(Objects.requireNonNull(
                Engine.grad(new Value[] {out}, new Value[] {leaf}, new Value[] {ones}, false, false, false)[0]));
    }

    @Test
    void mixedDTypesArePromoted() {
        Value narrow = Arithmetic.cast(GoldenValues.of(Shape.of(2), 0.5, 1.5), DType.FLOAT32);
        Value wide = GoldenValues.of(Shape.of(2), 1.0, 1.0);
        narrow.requiresGrad(true);
        Value loss = LossFunctions.mse(narrow, wide, LossReduction.SUM);
        assertThat(loss.dtype()).isEqualTo(DType.FLOAT64);
        Engine.backward(new Value[] {loss}, null, false, false);
        Value gradient = Objects.requireNonNull(narrow.grad());
        assertThat(gradient.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(GoldenValues.doubles(gradient)).containsExactly(-1, 1);
    }

    @Test
    void savedInputsMustNotChange() {
        Value x = GoldenValues.of(Shape.of(3), 1.0, 2.0, 3.0);
        x.requiresGrad(true);
        Value z = Arithmetic.clone(x);
        Value loss = LossFunctions.mse(z, Arithmetic.zerosLike(z), LossReduction.SUM);
        z.storage().bumpVersion();
        assertThatThrownBy(() -> Engine.backward(new Value[] {loss}, null, false, false))
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("modified by an inplace operation");
    }

    @Test
    void refusals() {
        Value x = GoldenValues.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6.0);
        Value none = GoldenValues.of(Shape.of(0, 3), new double[0]);
        Value integers = GoldenValues.of(Shape.of(2), 1L, 2L);
        assertThatThrownBy(() -> Softmax.softmax(integers, 0)).isInstanceOf(DTypeException.class);
        assertThatThrownBy(() -> Statistics.var(integers, 1, false)).isInstanceOf(DTypeException.class);
        assertThatThrownBy(() -> Softmax.softmax(x, 2))
                .isInstanceOf(IndexException.class)
                .hasMessageContaining("Dimension out of range (expected to be in range of [-2, 1], but got 2)");
        assertThatThrownBy(() -> Extrema.amax(none, false, 0))
                .isInstanceOf(IndexException.class)
                .hasMessageContaining("amax(): Expected reduction dim 0 to have non-zero size.");
        assertThatThrownBy(() -> LossFunctions.bceWithLogits(x, none, null, null, LossReduction.MEAN))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("Target size ([0, 3]) must be the same as input size ([2, 3])");
        assertThatThrownBy(() -> entropy(x, GoldenValues.of(Shape.of(2), 0L, 7L)))
                .isInstanceOf(IndexException.class)
                .hasMessageContaining("Target 7 is out of bounds.");
        assertThatThrownBy(() -> entropy(x, GoldenValues.of(Shape.of(2), -1L, 0L)))
                .isInstanceOf(IndexException.class)
                .hasMessageContaining("Target -1 is out of bounds.");
        assertThatThrownBy(() -> entropy(x, GoldenValues.of(Shape.of(3), 0L, 0L, 0L)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("Expected input batch_size (2) to match target batch_size (3).");
        assertThatThrownBy(() -> LossFunctions.crossEntropy(x, integers, null, LossReduction.MEAN, -100, 1.5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Value entropy(Value x, Value labels) {
        return LossFunctions.crossEntropy(x, labels, null, LossReduction.MEAN, -100, 0);
    }
}
