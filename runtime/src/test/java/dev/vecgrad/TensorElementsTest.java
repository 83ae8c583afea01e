package dev.vecgrad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.type.DType;
import dev.vecgrad.type.ReleasedException;
import dev.vecgrad.type.ShapeException;
import org.junit.jupiter.api.Test;

/** Texts and single elements of real tensors: views too, read where they are. */
class TensorElementsTest {
    @Test
    void viewsPrintTheirOwnElements() {
        Tensor whole = Tensor.arange(0, 12).view(3, 4);
        assertThat(whole.t())
                .hasToString(
                        "tensor([[ 0,  4,  8],\n        [ 1,  5,  9],\n        [ 2,  6, 10],\n        [ 3,  7, 11]])");
        assertThat(whole.select(1, 2).slice(0, 1, 3)).hasToString("tensor([ 6, 10])");
        assertThat(Tensor.of(1.5f).expand(2, 2)).hasToString("tensor([[1.5000, 1.5000],\n        [1.5000, 1.5000]])");
        assertThat(whole.to(DType.FLOAT64).t().select(0, 3).numpyString()).isEqualTo("[ 3.  7. 11.]");
        assertThat(Tensor.of(25f).numpyString()).isEqualTo("25.0");
        assertThat(Tensor.of(new float[][] {{2, 4, 6}, {8, 10, 12}}).numpyString())
                .isEqualTo("[[ 2.  4.  6.]\n [ 8. 10. 12.]]");
    }

    @Test
    void everyDTypePrints() {
        assertThat(Tensor.of(true, false)).hasToString("tensor([ True, False])");
        assertThat(Tensor.of(1L, -2L)).hasToString("tensor([ 1, -2])");
        assertThat(Tensor.of(new int[] {1, -2})).hasToString("tensor([ 1, -2], dtype=int32)");
        assertThat(Tensor.of(1e-8f, 1)).hasToString("tensor([1.0000e-08, 1.0000e+00])");
        assertThat(Tensor.zeros(2, 0)).hasToString("tensor([], size=(2, 0))");
        assertThat(Tensor.of(2f).requiresGrad_(true)).hasToString("tensor(2., requires_grad=True)");
        assertThat(Tensor.of(2f).requiresGrad_(true).mul(2)).hasToString("tensor(4., grad_fn=<MulBackward0>)");
    }

    @Test
    void ofABigTensorTheEdgesArePrinted() {
        assertThat(Tensor.arange(0, 100_000).view(100, 1000).t()).hasToString("""
                        tensor([[    0,  1000,  2000,  ..., 97000, 98000, 99000],
                                [    1,  1001,  2001,  ..., 97001, 98001, 99001],
                                [    2,  1002,  2002,  ..., 97002, 98002, 99002],
                                ...,
                                [  997,  1997,  2997,  ..., 97997, 98997, 99997],
                                [  998,  1998,  2998,  ..., 97998, 98998, 99998],
                                [  999,  1999,  2999,  ..., 97999, 98999, 99999]])""");
    }

    @Test
    void theOnlyElementIsConverted() {
        assertThat(Tensor.of(new float[][] {{2.75f}}).item()).isEqualTo(2.75);
        assertThat(Tensor.of(-2.75f).itemLong()).isEqualTo(-2);
        assertThat(Tensor.of(Float.NaN).itemBoolean()).isTrue();
        assertThat(Tensor.of(0f).itemBoolean()).isFalse();
        assertThat(Tensor.of(true).item()).isEqualTo(1);
        assertThat(Tensor.of(Long.MAX_VALUE).itemLong()).isEqualTo(Long.MAX_VALUE);
        assertThat(Tensor.of(new int[] {7, 8}).select(0, 1).item()).isEqualTo(8);
        assertThatThrownBy(() -> Tensor.ones(2).item())
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("a Tensor with 2 elements cannot be converted to Scalar");
    }

    @Test
    void aReleasedTensorCannotBeRead() {
        Tensor gone = Tensor.of(1f, 2f);
        gone.value().storage().release();
        assertThatThrownBy(gone::toString).isInstanceOf(ReleasedException.class);
    }
}
