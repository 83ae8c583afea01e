package dev.vecgrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.ShapeException;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PoolLayersTest {
    private static final PoolOptions PLAIN = Pools.options();
    private static final Tensor IMAGE = Tensor.zeros(1, 2, 6, 6);

    @Test
    void ofEqualsTheFirstTakesTheGradientAndOfNaNsTheLast() {
        Tensor x = Tensor.of(new float[][] {{1, 1, Float.NaN, 2, Float.NaN, 3}}).requiresGrad_(true);
        Pools.Maxima found = new MaxPool1d(2, MaxPool1d.options()).forwardWithIndices(x);
        assertThat(found.indices().toLongArray()).containsExactly(0, 2, 4);
        assertThat(found.values().toFloatArray()).containsExactly(1, Float.NaN, Float.NaN);
        found.values().sum().backward();
        assertThat(Objects.requireNonNull(x.grad()).toFloatArray()).containsExactly(1, 0, 1, 0, 1, 0);
        Tensor two = Tensor.of(new float[][] {{Float.NaN, 1, Float.NaN}});
        assertThat(Pools.maxPool1d(two, 3, PLAIN).indices().toLongArray()).containsExactly(2);
    }

    @Test
    void marginsAreNoElementsOfMaxima() {
        Tensor low = Tensor.full(new long[] {1, 1, 2, 2}, Double.NEGATIVE_INFINITY);
        Pools.Maxima found = Pools.maxPool2d(low, PLAIN.stride(2).padding(1), 3);
        assertThat(found.indices().toLongArray()).containsExactly(0);
        assertThat(found.values().item()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void layersDoAsTheirFunctions() {
        Tensor x = Tensor.arange(72).to(DType.FLOAT32).reshape(1, 2, 6, 6);
        assertThat(new MaxPool2d(3, 2, MaxPool2d.options()).forward(x).shape().toArray())
                .containsExactly(1, 2, 2, 3);
        assertThat(new AvgPool2d(2).forward(x).get(0, 0, 0).toFloatArray()).containsExactly(3.5f, 5.5f, 7.5f);
        assertThat(new AvgPool1d(3).forward(x.get(0)).get(0, 0).toFloatArray()).containsExactly(1, 4);
        assertThat(new MaxPool1d(3).forward(x.get(0)).get(0, 0).toFloatArray()).containsExactly(2, 5);
    }

    @Test
    void whatIsWrongIsSaid() {
        refused(
                () -> Pools.maxPool2d(IMAGE, PLAIN.padding(2), 2),
                "maxPool2d: pad should be at most half of effective kernel size, but got pad=2, kernel_size=2 and dilation=1");
        refused(() -> Pools.avgPool2d(IMAGE, PLAIN, 9), "Calculated output size: 0 in dim 2. Output size is too small");
        refused(() -> Pools.maxPool2d(IMAGE, PLAIN, 0), "maxPool2d: kernel size should be greater than zero");
        refused(() -> Pools.maxPool2d(IMAGE, PLAIN.stride(0), 2), "maxPool2d: stride should not be zero");
        refused(() -> Pools.maxPool2d(IMAGE, PLAIN.dilation(0), 2), "dilation should be greater than zero");
        refused(() -> Pools.maxPool2d(IMAGE, PLAIN.padding(-1), 2), "pad must be non-negative");
        refused(
                () -> Pools.maxPool2d(Tensor.zeros(3, 4), PLAIN, 2),
                "maxPool2d: Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but got: [3, 4]");
        refused(
                () -> Pools.avgPool1d(Tensor.zeros(2, 0, 4), 2, PLAIN),
                "avgPool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for input");
        assertThatThrownBy(() -> Pools.avgPool2d(IMAGE, PLAIN.divisorOverride(0), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("avgPool2d: divisor must be not zero");
        assertThatThrownBy(() -> Pools.maxPool2d(Tensor.zeros(new long[] {1, 4, 4}, DType.INT64), PLAIN, 2))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("maxPool2d: not implemented for");
    }

    private static void refused(ThrowingCallable call, String sentence) {
        assertThatThrownBy(call).isInstanceOf(ShapeException.class).hasMessageContaining(sentence);
    }
}
