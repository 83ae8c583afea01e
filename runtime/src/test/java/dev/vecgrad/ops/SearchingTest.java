package dev.vecgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.ops.SearchMethods.Groups;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import dev.vecgrad.type.VecgradException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What searches and counts do with NaN and nothing, and what they refuse. */
class SearchingTest {
    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    @Test
    void placesOfScalarsAndNothing() {
        assertThat(Tensor.of(5).nonzero().shape()).isEqualTo(Shape.of(1, 0));
        assertThat(Tensor.of(0).nonzero().shape()).isEqualTo(Shape.of(0, 0));
        assertThat(Tensor.zeros(3, 0).nonzero().shape()).isEqualTo(Shape.of(0, 2));
        List<Tensor> places = Tensor.of(5).nonzeroTuple();
        assertThat(places).hasSize(1);
        assertThat(places.getFirst().toLongArray()).containsExactly(0);
    }

    @Test
    void nanIsNotZeroAndLastOfBounds() {
        assertThat(Tensor.of(new double[] {0, NAN, -0.0}).nonzero().toLongArray())
                .containsExactly(1);
        Tensor bounds = Tensor.of(new double[] {1, 2, 3});
        Tensor values = Tensor.of(new double[] {NAN, INF, -INF, 2});
        assertThat(bounds.searchsorted(values).toLongArray()).containsExactly(3, 3, 0, 1);
        assertThat(bounds.searchsorted(values, true).toLongArray()).containsExactly(3, 3, 0, 2);
        assertThat(bounds.searchsorted(Tensor.of(2)).itemLong()).isEqualTo(1);
        assertThat(Tensor.zeros(0).searchsorted(Tensor.ones(2)).toLongArray()).containsExactly(0, 0);
    }

    @Test
    void nanEqualsNone() {
        Groups<Tensor> found = Tensor.of(new double[] {NAN, 1, NAN, 1}).unique();
        assertThat(found.values().toDoubleArray()).containsExactly(1, NAN, NAN);
        assertThat(found.inverse().toLongArray()).containsExactly(1, 0, 2, 0);
        assertThat(found.counts().toLongArray()).containsExactly(2, 1, 1);
        Tensor some = Tensor.of(new double[] {NAN, 1, 7});
        assertThat(some.isin(some).toBooleanArray()).containsExactly(false, true, true);
        assertThat(some.isin(Tensor.zeros(0)).toBooleanArray()).containsOnly(false);
    }

    @Test
    void nothingHasNoGroups() {
        Groups<Tensor> found = Tensor.zeros(0, 3).unique();
        assertThat(found.values().numel() + found.counts().numel()).isZero();
        assertThat(found.inverse().shape()).isEqualTo(Shape.of(0, 3));
    }

    @Test
    void histogramsLeaveOutWhatIsOutside() {
        assertThat(Tensor.of(new float[] {1, Float.NaN, 5, 6}).histc(2, 0, 5).toFloatArray())
                .containsExactly(1, 1);
        assertThat(Tensor.of(new float[] {2, 2}).histc(3).toFloatArray()).containsExactly(0, 2, 0);
    }

    @Test
    void emptyVectorsCountNothing() {
        assertThat(Tensor.arange(0).bincount(3).toLongArray()).containsExactly(0, 0, 0);
    }

    @Test
    void wrongCountsAreRefused() {
        assertThatThrownBy(() -> Tensor.of(new long[] {3, -1}).bincount())
                .isInstanceOf(VecgradException.class)
                .hasMessage("bincount: bincount only supports 1-d non-negative integral inputs.: the least is -1");
        assertThatThrownBy(() -> Tensor.zeros(3).bincount()).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Tensor.zeros(3).histc(0)).hasMessage("histc: bins must be > 0: it is 0");
        assertThatThrownBy(() -> Tensor.zeros(3).histc(2, 3, 1))
                .hasMessage("histc: max must be larger than min: they are 1.0 and 3.0");
        assertThatThrownBy(() -> Tensor.full(new long[] {2}, INF).histc(2)).hasMessageContaining("is not finite");
        assertThatThrownBy(() -> Tensor.arange(3).histc(2)).isInstanceOf(DTypeException.class);
    }

    @Test
    void wrongSearchesAreRefused() {
        assertThatThrownBy(() -> Tensor.zeros(2, 3).searchsorted(Tensor.zeros(3, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("we got boundaries tensor [2, 3] and input value tensor [3, 3]");
        assertThatThrownBy(() -> Tensor.zeros(2).bucketize(Tensor.zeros(2, 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("bucketize: boundaries tensor must be 1 dimension, but got dim(2)");
        assertThatThrownBy(() -> Tensor.zeros(2).searchsorted(Tensor.zeros(2), false, Tensor.of(new long[] {0, 5})))
                .isInstanceOf(IndexException.class);
        assertThatThrownBy(() -> Tensor.zeros(2, 0).unique(0))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("There are 0 sized dimensions");
    }
}
