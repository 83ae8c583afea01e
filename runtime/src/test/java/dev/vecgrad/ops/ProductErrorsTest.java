package dev.vecgrad.ops;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.nn.Fold;
import dev.vecgrad.nn.Unfold;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.ShapeException;
import dev.vecgrad.type.VecgradException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What products, norms and functions of several tensors say of arguments that do not fit. */
class ProductErrorsTest {
    private static final Tensor VECTOR = Tensor.zeros(3);
    private static final Tensor MATRIX = Tensor.zeros(2, 3);
    private static final Tensor BATCH = Tensor.zeros(2, 2, 3);

    private static void shape(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ShapeException.class).hasMessageContaining(message);
    }

    /** Each sentence is PyTorch's for the same equation and a tensor of shape (2, 3). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ii|subscript i is repeated for operand 0 but the sizes don't match, 3 != 2",
                "ij.|found '.' for operand 0 that is not part of any ellipsis",
                "i..j.|found '.' for operand 0 that is not part of any ellipsis",
                "......ij|found '.' for operand 0 for which an ellipsis was already found",
                "ij,j|fewer operands were provided than specified in the equation",
                "i|the number of subscripts in the equation (1) does not match the number of dimensions (2) for"
                        + " operand 0 and no ellipsis was given",
                "ijk...|the number of subscripts in the equation (3) is more than the number of dimensions (2) for"
                        + " operand 0",
                "ij->i...i|output subscript i appears more than once in the output",
                "ij->ii|output subscript i appears more than once in the output",
                "ij->k|output subscript k does not appear in the equation for any input operand",
                "i1|invalid subscript given at index 1 in the equation string, subscripts must be in [a-zA-Z]",
                "ij->i1|invalid subscript given at index 5 in the equation string, subscripts must be in [a-zA-Z]",
                "ij-i|invalid subscript given at index 2 in the equation string, subscripts must be in [a-zA-Z]",
                "ij->i..|found '.' for output that is not part of any ellipsis (...)",
                "ij->...i...|found '.' for output but an ellipsis (...) was already found"
            })
    void equations(String equation, String sentence) {
        shape(() -> Tensor.einsum(equation, MATRIX), "einsum: einsum(): " + sentence);
    }

    @Test
    void operandsOfAnEinsum() {
        shape(() -> Tensor.einsum("ij"), "einsum(): must provide at least one operand");
        shape(
                () -> Tensor.einsum("ij", MATRIX, MATRIX),
                "einsum(): more operands were provided than specified in the equation");
        shape(
                () -> Tensor.einsum("ij,jk", MATRIX, MATRIX),
                "einsum(): subscript j has size 2 for operand 1 which does not broadcast with previously seen size 3");
        shape(
                () -> Tensor.einsum("...,...", MATRIX, Tensor.zeros(2)),
                "has size 2 for operand 1 which does not broadcast with previously seen size 3");
        assertThatThrownBy(() -> Tensor.einsum("ij,ij->i", MATRIX, MATRIX.to(DType.FLOAT64)))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("expected m1 and m2 to have the same dtype, but got: float32 != float64");
    }

    @Test
    void ranks() {
        shape(() -> VECTOR.mm(MATRIX), "mm: self must be a matrix");
        shape(() -> MATRIX.mm(VECTOR), "mm: mat2 must be a matrix");
        shape(() -> MATRIX.mm(MATRIX), "mm: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)");
        shape(() -> MATRIX.bmm(BATCH), "bmm: batch1 must be a 3D tensor");
        shape(
                () -> BATCH.bmm(BATCH),
                "bmm: Expected size for first two dimensions of batch2 tensor to be: [2, 3] but got: [2, 2].");
        shape(() -> MATRIX.mv(Tensor.zeros(2)), "mv: size mismatch, got mat (2x3), vec (2)");
        shape(() -> MATRIX.dot(VECTOR), "dot: 1D tensors expected, but got 2D and 1D tensors");
        shape(
                () -> VECTOR.dot(Tensor.zeros(2)),
                "dot: inconsistent tensor size, expected tensor [3] and src [2] to have the same number of elements,"
                        + " but got 3 and 2 elements respectively");
        shape(() -> MATRIX.outer(VECTOR), "outer: outer: Expected 1-D argument self, but got 2-D");
        shape(
                () -> MATRIX.inner(Tensor.zeros(2, 4)),
                "inner: inner() the last dimension must match on both input tensors but got shapes [2, 3] and [2, 4]");
        shape(() -> MATRIX.addmm(MATRIX, MATRIX.t()), "addmm: ");
        shape(() -> MATRIX.addmv(MATRIX, VECTOR), "addmv: vector + matrix @ vector expected, got 2, 2, 1");
        shape(() -> BATCH.baddbmm(MATRIX, BATCH), "baddbmm: batch1 must be a 3D tensor");
        shape(() -> MATRIX.addr(VECTOR, VECTOR), "addr: ");
    }

    @Test
    void contractions() {
        Tensor scalar = Tensor.of(2.0);
        assertThatThrownBy(() -> scalar.tensordot(scalar, new int[] {0}, new int[] {0}))
                .isInstanceOf(IndexException.class)
                .hasMessageStartingWith("tensordot: Dimension specified as 0 but tensor has no dimensions");
        shape(
                () -> MATRIX.tensordot(MATRIX, new int[] {1}, new int[] {0}),
                "tensordot: contracted dimensions need to match, but first has size 3 in dim 1 and second has size 2"
                        + " in dim 0");
        shape(
                () -> MATRIX.tensordot(MATRIX, new int[] {1}, new int[0]),
                "tensordot: both dimension lists should have same length");
        shape(() -> MATRIX.tensordot(MATRIX, new int[] {1, -1}, new int[] {0, 1}), "dim 1 appears multiple times");
        shape(() -> MATRIX.tensordot(MATRIX, -1), "tensordot: tensordot expects dims >= 0, but got dims=-1");
        shape(() -> MATRIX.matrixPower(2), "matrix_power: linalg.matrix_power: A must be batches of square matrices");
        shape(() -> Tensor.multiDot(MATRIX), "multi_dot: multi_dot(): expected at least 2 tensors but got 1");
        shape(
                () -> Tensor.multiDot(MATRIX, MATRIX, MATRIX),
                "multi_dot(): tensors 0 and 1 with shapes [2, 3] and [2, 3] cannot be multiplied");
        assertThatThrownBy(() -> Tensor.eye(2).matrixPower(-1))
                .isInstanceOf(VecgradException.class)
                .hasMessageContaining("matrix_power: the power -1 needs an inverse");
    }

    @Test
    void distances() {
        shape(
                () -> MATRIX.cdist(Tensor.zeros(2, 4)),
                "cdist: X1 and X2 must have the same number of columns. X1: 3 X2: 4");
        shape(() -> VECTOR.cdist(MATRIX), "cdist: cdist only supports at least 2D tensors, X1 got: 1D");
        shape(
                () -> Tensor.zeros(2, 0).norm(Double.POSITIVE_INFINITY, 1),
                "vector_norm: linalg.vector_norm cannot compute the Infinity norm on an empty dimension");
        shape(() -> MATRIX.cross(MATRIX, 0), "cross: linalg.cross: inputs dimension 0 must have length 3. Got 2 and 2");
        shape(() -> MATRIX.cross(VECTOR), "cross: linalg.cross: inputs must have the same number of dimensions.");
        assertThatThrownBy(() -> Tensor.arange(3).norm())
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("vector_norm: linalg.vector_norm: Expected a floating point");
    }

    @Test
    void severalTensors() {
        shape(() -> Tensor.hstack(), "hstack: hstack expects a non-empty TensorList");
        shape(() -> Tensor.vstack(VECTOR, Tensor.zeros(2)), "cat: Sizes of tensors must match except in dimension 0");
        shape(
                () -> Tensor.meshgrid(MATRIX),
                "meshgrid: torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: [2, 3]");
        assertThatThrownBy(() -> Tensor.meshgrid(List.of(VECTOR), "ji"))
                .isInstanceOf(VecgradException.class)
                .hasMessageContaining("indexing must be one of \"xy\" or \"ij\", but received: ji");
        assertThatThrownBy(() -> Tensor.meshgrid(VECTOR, Tensor.arange(2)))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("meshgrid: torch.meshgrid expects all tensors to have the same dtype");
        shape(() -> Tensor.combinations(MATRIX), "combinations: Expect a 1D vector, but got shape [2, 3]");
        shape(() -> Tensor.vander(MATRIX), "vander: x must be a one-dimensional tensor.");
        shape(
                () -> Tensor.blockDiag(BATCH),
                "block_diag: Input tensors must have 2 or fewer dimensions. Input has 3 dimensions");
        shape(() -> Tensor.broadcastTensors(VECTOR, Tensor.zeros(2)), "must match the size of tensor b (2)");
    }

    @Test
    void patches() {
        shape(
                () -> new Unfold(PatchGrid.of(4)).forward(Tensor.zeros(1, 1, 3, 3)),
                "unfold: Given input with spatial size (3, 3), kernel_size=(4, 4), dilation=(1, 1), padding=(0, 0),"
                        + " stride=(1, 1), calculated shape of the array of sliding blocks as (0, 0), but its components"
                        + " must be at least one.");
        shape(() -> new Unfold(PatchGrid.of(1)).forward(MATRIX), "unfold: Expected 3D or 4D (batch mode) tensor");
        shape(() -> PatchGrid.of(0), "unfold: kernel_size should be greater than zero, but got (0, 0)");
        shape(
                () -> new Fold(3, 3, PatchGrid.of(2)).forward(Tensor.zeros(1, 5, 4)),
                "fold: Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got"
                        + " input.size(1)=5 and kernel_size=(2, 2).");
        shape(
                () -> new Fold(3, 3, PatchGrid.of(2)).forward(Tensor.zeros(1, 4, 3)),
                "expected size of input's dimension 2 to match the calculated number of sliding blocks 2 * 2 = 4, but"
                        + " got input.size(2)=3.");
    }
}
