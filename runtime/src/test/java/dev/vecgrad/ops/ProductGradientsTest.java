package dev.vecgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Value;
import org.junit.jupiter.api.Test;

/** A gradient lies in memory as its operand does, so that a leaf stores it without a copy. */
class ProductGradientsTest {
    private static final Value G = Tensor.ones(4, 3).value();
    private static final Value X = Tensor.arange(20).to(G.dtype()).view(4, 5).value();

    @Test
    void operandInRows() {
        Value gradient = ProductGradients.right(X, G, false);
        assertThat(gradient.strides()).containsExactly(3, 1);
        assertThat(new Tensor(gradient).toFloatArray())
                .containsExactly(30, 30, 30, 34, 34, 34, 38, 38, 38, 42, 42, 42, 46, 46, 46);
    }

    @Test
    void transposedOperand() {
        Value weight = Tensor.ones(3, 5).value();
        assertThat(ProductGradients.isColumnMajor(Movement.t(weight))).isTrue();
        Value gradient = ProductGradients.right(X, G, true);
        assertThat(gradient.shape().toArray()).containsExactly(5, 3);
        assertThat(gradient.strides()).containsExactly(1, 5);
        assertThat(new Tensor(Movement.t(gradient)).toFloatArray())
                .containsExactly(30, 34, 38, 42, 46, 30, 34, 38, 42, 46, 30, 34, 38, 42, 46);
    }

    @Test
    void transposedLeftOperand() {
        Value b = Tensor.ones(5, 3).value();
        Value gradient = ProductGradients.left(G, b, true);
        assertThat(gradient.strides()).containsExactly(1, 4);
        assertThat(new Tensor(gradient).toFloatArray()).containsOnly(3).hasSize(20);
    }
}
