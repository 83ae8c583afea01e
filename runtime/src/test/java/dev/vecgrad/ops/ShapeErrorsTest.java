package dev.vecgrad.ops;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.ShapeException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What shape ops say of arguments that do not fit: the op, PyTorch's sentence, the numbers. */
class ShapeErrorsTest {
    private static final Tensor SCALAR = Tensor.of(1f);
    private static final Tensor VECTOR = Tensor.zeros(3);
    private static final Tensor MATRIX = Tensor.zeros(2, 3);

    private static void shape(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ShapeException.class).hasMessageContaining(message);
    }

    @Test
    void split() {
        shape(() -> MATRIX.split(-1), "split: split expects split_size be non-negative, but got split_size=-1");
        shape(
                () -> MATRIX.split(0),
                "split: split_size can only be 0 if dimension size is 0, but got dimension size of 2");
        shape(
                () -> MATRIX.split(new long[] {1, 1}, 1),
                "split: split_with_sizes expects split_sizes to sum exactly to 3 (input tensor's size at dimension 1), but got"
                        + " split_sizes=[1, 1]");
        shape(
                () -> MATRIX.split(new long[] {4, -1}, 1),
                "split: split_with_sizes expects split_sizes have only non-negative entries, but got split_sizes=[4, -1]");
        shape(() -> SCALAR.split(1), "split: split expects at least a 1-dimensional tensor");
        shape(() -> MATRIX.chunk(0), "chunk: chunk expects `chunks` to be greater than 0, got: 0");
        shape(() -> MATRIX.tensorSplit(0), "tensor_split: number of sections must be larger than 0, got 0");
        shape(
                () -> MATRIX.hsplit(2),
                "hsplit: torch.hsplit attempted to split along dimension 1, but the size of the dimension 3 is not divisible"
                        + " by the split_size 2!");
        shape(
                () -> VECTOR.vsplit(1),
                "vsplit: torch.vsplit requires a tensor with at least 2 dimensions, but got a tensor with 1 dimensions!");
        shape(
                () -> Tensor.zeros(0).chunk(Integer.MAX_VALUE),
                "chunk: 2147483647 pieces are too many: each is a tensor, at most 4194304");
        shape(() -> VECTOR.tensorSplit(Integer.MAX_VALUE), "tensor_split: 2147483647 pieces are too many");
        shape(() -> SCALAR.unbind(), "unbind: Dimension specified as 0 but tensor has no dimensions");
        assertThatThrownBy(() -> MATRIX.split(1, 2))
                .isInstanceOf(IndexException.class)
                .hasMessageContaining("Dimension out of range (expected to be in range of [-2, 1], but got 2)");
    }

    @Test
    void rearranging() {
        shape(() -> MATRIX.flip(0, -2), "flip: dim 0 appears multiple times in the list of dims");
        shape(() -> VECTOR.fliplr(), "fliplr: Input must be >= 2-d.");
        shape(() -> VECTOR.rot90(), "rot90: expected total dims >= 2, but got total dims = 1");
        shape(
                () -> MATRIX.rot90(1, 1, -1),
                "rot90: expected rotation dims to be different, but got dim0 = 1 and dim1 = -1");
        shape(
                () -> MATRIX.roll(new long[] {1, 2}, new int[] {1}),
                "roll: shifts and dimensions must align. shifts: 2, dims:1");
        shape(
                () -> MATRIX.repeat(2),
                "repeat: Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor");
        shape(() -> VECTOR.repeat(-1), "repeat: Trying to create tensor with negative dimension -1");
        shape(() -> VECTOR.repeatInterleave(-1), "repeat_interleave: repeats can not be negative");
        shape(() -> VECTOR.repeatInterleave(Tensor.of(1L, -1L, 1L)), "repeat_interleave: repeats can not be negative");
        shape(
                () -> VECTOR.repeatInterleave(Tensor.of(1L, 1L), 0),
                "repeat_interleave: repeats must have the same size as input along dim, but got repeats.size(0) = 2 and"
                        + " input.size(0) = 3");
        assertThatThrownBy(() -> VECTOR.repeatInterleave(VECTOR, 0))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("repeat_interleave: repeats has to be Long or Int tensor");
    }

    @Test
    void matrices() {
        shape(() -> VECTOR.tril(), "tril: input tensor must have at least 2 dimensions");
        shape(() -> Tensor.zeros(1, 2, 3).diag(), "diag: diag(): Supports 1D or 2D tensors. Got 3D");
        shape(() -> MATRIX.diagonal(0, 1, -1), "diagonal: diagonal dimensions cannot be identical 1, -1");
        shape(() -> VECTOR.diagEmbed(0, 0, 0), "diag_embed: diagonal dimensions cannot be identical 0, 0");
        shape(() -> VECTOR.trace(), "trace: expected a matrix, but got tensor with dim 1");
        shape(() -> SCALAR.diff(), "diff: diff expects input to be at least one-dimensional");
        shape(() -> VECTOR.diff(-1, 0), "diff: order must be non-negative but got -1");
        shape(
                () -> MATRIX.diff(1, 0, VECTOR, null),
                "diff: diff expects the shape of tensor to prepend or append to match that of input except along the"
                        + " differencing dimension; input.size() = [2, 3], but prepend.size() = [3]");
    }

    @Test
    void padding() {
        shape(() -> VECTOR.pad(1), "pad: Padding length must be divisible by 2");
        shape(() -> VECTOR.pad(1, 1, 1, 1), "got padding length 4 and input of dimension 1");
        shape(
                () -> VECTOR.pad(-2, -2),
                "pad: The input size 3, plus negative padding -2 and -2 resulted in a negative output size, which is"
                        + " invalid. Check dimension 0 of your input.");
        shape(
                () -> MATRIX.pad(new long[] {3, 0}, PadMode.REFLECT),
                "pad: Padding size should be less than the corresponding input dimension: padding (3, 0) at dimension 1"
                        + " of input [2, 3]");
        shape(
                () -> MATRIX.pad(new long[] {4, 0}, PadMode.CIRCULAR),
                "pad: Padding value causes wrapping around more than once.: padding (4, 0) at dimension 1 of input [2, 3]");
        shape(() -> Tensor.zeros(2, 0).pad(new long[] {1, 0}, PadMode.REPLICATE), "padding (1, 0) at dimension 1");
    }

    @Test
    void views() {
        shape(() -> VECTOR.unfold(0, 4, 1), "unfold: maximum size for tensor at dimension 0 is 3 but size is 4");
        shape(() -> VECTOR.unfold(0, 2, 0), "unfold: step is 0 but must be > 0");
        shape(() -> VECTOR.unfold(0, -1, 1), "unfold: size is -1 but must be >= 0");
        shape(
                () -> MATRIX.unflatten(1, 2, 2),
                "unflatten: Provided sizes [2, 2] don't multiply up to the size of dim 1 (3) in the input tensor");
        shape(
                () -> MATRIX.movedim(new int[] {0}, new int[] {0, 1}),
                "movedim: Invalid source or destination dims: source ([0] dims) should contain the same number of dims as"
                        + " destination ([0, 1] dims)");
        shape(() -> MATRIX.movedim(new int[] {0, -2}, new int[] {0, 1}), "movedim: repeated dim in `source` ([0, -2])");
        assertThatThrownBy(() -> VECTOR.narrow(0, Tensor.of(1f), 1))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("narrow: start must be an 0-dim integral Tensor.");
    }

    @Test
    void stridesStayWithinTheStorage() {
        Tensor six = Tensor.zeros(2, 3);
        shape(
                () -> six.asStrided(new long[] {2, 2}, new long[] {4, 2}),
                "as_strided: setStorage: sizes [2, 2], strides [4, 2], storage offset 0 are out of bounds for storage of 6"
                        + " elements");
        shape(() -> six.asStrided(new long[] {2}, new long[] {1}, 5), "out of bounds");
        shape(() -> six.asStrided(new long[] {2}, new long[] {Long.MAX_VALUE}), "out of bounds");
        shape(() -> six.asStrided(new long[] {3, 3}, new long[] {Long.MAX_VALUE / 2, 1}), "out of bounds");
        shape(() -> six.asStrided(new long[] {2}, new long[] {-1}, 5), "Negative strides are not supported");
        shape(() -> six.asStrided(new long[] {2}, new long[] {1, 1}), "mismatch in length of strides and shape");
        shape(() -> six.asStrided(new long[] {2}, new long[] {1}, -1), "must not be negative");
        shape(() -> six.asStrided(new long[] {0}, new long[] {1}, 7), "out of bounds");
    }
}
