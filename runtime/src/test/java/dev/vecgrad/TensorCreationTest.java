package dev.vecgrad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.type.DType;
import dev.vecgrad.type.ShapeException;
import dev.vecgrad.type.VecgradException;
import org.junit.jupiter.api.Test;

/** What creation makes, as PyTorch 2.13 prints it. */
class TensorCreationTest {
    @Test
    void numbersInTheCallCountAsPythonNumbers() {
        assertThat(Tensor.of(3)).hasToString("tensor(3)");
        assertThat(Tensor.of(1, 2)).hasToString("tensor([1, 2])");
        assertThat(Tensor.of(1, 2L, 3)).hasToString("tensor([1, 2, 3])");
        assertThat(Tensor.of(3.5)).hasToString("tensor(3.5000)");
        assertThat(Tensor.of(1.0, 2.0, 4)).hasToString("tensor([1., 2., 4.])");
        assertThat(Tensor.of(1, 2.5)).hasToString("tensor([1.0000, 2.5000])");
        assertThat(Tensor.of(1f, 2)).hasToString("tensor([1., 2.])");
        assertThat(Tensor.of(true)).hasToString("tensor(True)");
    }

    @Test
    void arraysKeepTheirType() {
        assertThat(Tensor.of(new int[] {1, 2})).hasToString("tensor([1, 2], dtype=int32)");
        assertThat(Tensor.of(new long[] {1, 2})).hasToString("tensor([1, 2])");
        assertThat(Tensor.of(new double[] {1, 2})).hasToString("tensor([1., 2.], dtype=float64)");
        assertThat(Tensor.of(new double[] {1})).hasToString("tensor([1.], dtype=float64)");
        assertThat(Tensor.of(new float[] {})).hasToString("tensor([])");
        assertThat(Tensor.of(new int[][] {{1, 2}, {3, 4}})).hasToString("""
                tensor([[1, 2],
                        [3, 4]], dtype=int32)""");
        assertThat(Tensor.of(new double[][][] {{{1}, {2}}}).dtype()).isEqualTo(DType.FLOAT64);
        assertThat(Tensor.of(new boolean[][] {{true, false}})).hasToString("tensor([[ True, False]])");
    }

    @Test
    void arraysComeBackAsTheyWent() {
        assertThat(Tensor.of(new int[][] {{1, 2}, {3, 4}}).toArray()).isEqualTo(new int[][] {{1, 2}, {3, 4}});
        assertThat(Tensor.of(new double[] {0.1}).toArray()).isEqualTo(new double[] {0.1});
        assertThat(Tensor.of(new float[2][0]).toArray()).isEqualTo(new float[2][0]);
        assertThat(Tensor.of(true).toArray()).isEqualTo(true);
        assertThat(Tensor.of(7).toArray()).isEqualTo(7L);
    }

    @Test
    void rangesArePyTorchs() {
        assertThat(Tensor.arange(5, 0, -2)).hasToString("tensor([5, 3, 1])");
        assertThat(Tensor.arange(5.0)).hasToString("tensor([0., 1., 2., 3., 4.])");
        assertThat(Tensor.arange(1.0, 3)).hasToString("tensor([1., 2.])");
        assertThat(Tensor.arange(1, 2, 0.25)).hasToString("tensor([1.0000, 1.2500, 1.5000, 1.7500])");
        assertThat(Tensor.arange(0, 1, 0.25, DType.FLOAT32)).hasToString("tensor([0.0000, 0.2500, 0.5000, 0.7500])");
        assertThat(Tensor.linspace(0, 1, 5)).hasToString("tensor([0.0000, 0.2500, 0.5000, 0.7500, 1.0000])");
        assertThat(Tensor.linspace(0, 10, 4, DType.INT64)).hasToString("tensor([ 0,  3,  6, 10])");
        assertThat(Tensor.linspace(0, 10, 5, DType.INT32)).hasToString("tensor([ 0,  2,  5,  7, 10], dtype=int32)");
        assertThat(Tensor.linspace(-5, 5, 4, DType.INT64)).hasToString("tensor([-5, -1,  1,  5])");
        assertThat(Tensor.linspace(3, 3, 1)).hasToString("tensor([3.])");
        assertThat(Tensor.linspace(0, 1, 0)).hasToString("tensor([])");
    }

    @Test
    void filledTensorsHaveTheAskedDType() {
        assertThat(Tensor.full(new long[] {2}, 3.7, DType.INT64)).hasToString("tensor([3, 3])");
        assertThat(Tensor.full(new long[] {2}, 7)).hasToString("tensor([7, 7])");
        assertThat(Tensor.full(new long[] {1}, Long.MIN_VALUE + 1)).hasToString("tensor([-9223372036854775807])");
        assertThat(Tensor.full(new long[] {2}, 7.5)).hasToString("tensor([7.5000, 7.5000])");
        assertThat(Tensor.full(new long[] {2}, true)).hasToString("tensor([True, True])");
        assertThat(Tensor.ones(new long[] {2}, DType.BOOL)).hasToString("tensor([True, True])");
        assertThat(Tensor.zeros()).hasToString("tensor(0.)");
        assertThat(Tensor.eye(2, 3, DType.INT64)).hasToString("""
                tensor([[1, 0, 0],
                        [0, 1, 0]])""");
        assertThat(Tensor.arange(3).fullLike(2)).hasToString("tensor([2, 2, 2])");
        assertThat(Tensor.zeros(2).onesLike()).hasToString("tensor([1., 1.])");
        assertThat(Tensor.arange(2).zerosLike()).hasToString("tensor([0, 0])");
    }

    @Test
    void maskedFillKeepsTheDType() {
        Tensor mask = Tensor.of(false, true, true);
        assertThat(Tensor.arange(3).maskedFill(mask, 1.5)).hasToString("tensor([0, 1, 1])");
        assertThat(Tensor.arange(3).maskedFill_(mask, 4)).hasToString("tensor([0, 4, 4])");
        assertThat(Tensor.of(false, false, true).maskedFill(mask, 1)).hasToString("tensor([False,  True,  True])");
        assertThat(Tensor.zeros(3).maskedFill(mask, 1.5)).hasToString("tensor([0.0000, 1.5000, 1.5000])");
    }

    @Test
    void writesAreCounted() {
        Tensor x = Tensor.zeros(2, 2);
        Tensor row = x.select(0, 0);
        assertThat(x.version()).isZero();
        row.add_(1);
        assertThat(x.version()).isEqualTo(1);
        x.detach().zero_();
        assertThat(row.version()).isEqualTo(2);
        assertThat(x.clone().version()).isZero();
    }

    @Test
    void whatCannotBeMadeIsSaid() {
        assertThatThrownBy(() -> Tensor.arange(1, 0))
                .isInstanceOf(VecgradException.class)
                .hasMessageContaining("upper bound and lower bound inconsistent with step sign");
        assertThatThrownBy(() -> Tensor.arange(0, 5, 0)).hasMessageContaining("step must be nonzero");
        assertThatThrownBy(() -> Tensor.linspace(0, 1, -1))
                .hasMessageContaining("number of steps must be non-negative");
        assertThatThrownBy(() -> Tensor.eye(-1)).hasMessageContaining("n must be greater or equal to 0, got -1");
        assertThatThrownBy(() -> Tensor.eye(2, -3, DType.FLOAT32))
                .hasMessageContaining("m must be greater or equal to 0, got -3");
        assertThatThrownBy(() -> Tensor.randperm(-1)).hasMessageContaining("n must be non-negative, got -1");
        assertThatThrownBy(() -> Tensor.zeros(2, -1))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("negative dimension -1");
        assertThatThrownBy(() -> Tensor.of(new float[][] {{1, 2}, {3}}))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("expected sequence of length 2 at dim 1 (got 1)");
    }
}
