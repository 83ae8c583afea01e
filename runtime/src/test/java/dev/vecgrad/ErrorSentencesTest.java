package dev.vecgrad;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.nn.Linear;
import dev.vecgrad.nn.Losses;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.ShapeException;
import dev.vecgrad.type.VecgradException;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each wrong call is answered at once by the op's name and the sentence of PyTorch 2.13, in an exception of the right class. */
class ErrorSentencesTest {
    private static final Tensor M = Tensor.arange(6).to(DType.FLOAT32).view(2, 3);

    private static Arguments of(
            Class<? extends VecgradException> type, String op, String sentence, ThrowingCallable call) {
        return Arguments.of(op + ": " + sentence, type, call);
    }

    private static Arguments shape(String op, String sentence, ThrowingCallable call) {
        return of(ShapeException.class, op, sentence, call);
    }

    private static Arguments index(String op, String sentence, ThrowingCallable call) {
        return of(IndexException.class, op, sentence, call);
    }

    private static Arguments autograd(String op, String sentence, ThrowingCallable call) {
        return of(AutogradException.class, op, sentence, call);
    }

    private static Tensor leaf(double first, double second) {
        return Tensor.of(first, second).requiresGrad_(true);
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                shape(
                        "add",
                        "The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1",
                        () -> M.add(Tensor.ones(2, 4))),
                shape(
                        "maximum",
                        "The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 1",
                        () -> M.maximum(Tensor.ones(2))),
                shape(
                        "copy",
                        "The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 1",
                        () -> M.clone().copy_(Tensor.ones(2))),
                shape(
                        "add_",
                        "output with shape [2, 3] doesn't match the broadcast shape [2, 2, 3]",
                        () -> M.clone().add_(Tensor.ones(2, 2, 3))),
                shape(
                        "matmul",
                        "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)",
                        () -> M.matmul(Tensor.ones(4, 5))),
                shape(
                        "matmul",
                        "inconsistent tensor size, expected tensor [3] and src [4] to have the same number of elements",
                        () -> Tensor.ones(3).matmul(Tensor.ones(4))),
                shape(
                        "matmul",
                        "both arguments to matmul need to be at least 1D, but they are 0D and 2D",
                        () -> Tensor.of(1f).matmul(M)),
                shape(
                        "addmm",
                        "mat1 must be a matrix, got 1-D tensor",
                        () -> M.addmm(Tensor.ones(3), Tensor.ones(3, 3))),
                shape(
                        "addmm",
                        "mat1 and mat2 shapes cannot be multiplied (1x2 and 3x4)",
                        () -> new Linear(3, 4).forward(Tensor.ones(2))),
                shape("view", "shape '[4, 2]' is invalid for input of size 6", () -> M.view(4, 2)),
                shape("reshape", "shape '[7]' is invalid for input of size 6", () -> M.reshape(7)),
                shape("view", "only one dimension can be inferred", () -> M.view(-1, -1)),
                shape("view", "invalid shape dimension -3 at index 1 of shape [2, -3]", () -> M.view(2, -3)),
                shape(
                        "view",
                        "cannot reshape tensor of 0 elements into shape [-1, 0] because the unspecified dimension size -1"
                                + " can be any value and is ambiguous",
                        () -> Tensor.zeros(2, 0).view(-1, 0)),
                shape(
                        "view",
                        "view size is not compatible with input tensor's size and stride (at least one dimension spans"
                                + " across two contiguous subspaces). Use .reshape(...) instead.",
                        () -> M.t().view(6)),
                shape(
                        "expand",
                        "The expanded size of the tensor (4) must match the existing size (2) at non-singleton dimension 0",
                        () -> M.expand(4, 3)),
                shape(
                        "expand",
                        "the number of sizes provided (1) must be greater or equal to the number of dimensions in the"
                                + " tensor (2)",
                        () -> M.expand(3)),
                shape(
                        "expand",
                        "The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension 0",
                        () -> M.expand(-1, 2, 3)),
                shape(
                        "t",
                        "t() expects a tensor with <= 2 dimensions, but self is 3D",
                        () -> Tensor.ones(2, 2, 2).t()),
                shape(
                        "cat",
                        "Sizes of tensors must match except in dimension 0. Expected size 3 but got size 2 for tensor"
                                + " number 1 in the list.",
                        () -> Tensor.cat(List.of(M, Tensor.ones(2, 2)), 0)),
                shape(
                        "cat",
                        "Tensors must have same number of dimensions: got 2 and 1",
                        () -> Tensor.cat(List.of(M, Tensor.ones(3)), 0)),
                shape(
                        "stack",
                        "stack expects each tensor to be equal size, but got [2, 3] at entry 0 and [2, 2] at entry 1",
                        () -> Tensor.stack(List.of(M, Tensor.ones(2, 2)), 0)),
                shape("item", "a Tensor with 6 elements cannot be converted to Scalar", () -> M.item()));
    }

    static Stream<Arguments> indices() {
        return Stream.of(
                index("sum", "Dimension out of range (expected to be in range of [-2, 1], but got 5)", () -> M.sum(5)),
                index(
                        "transpose",
                        "Dimension out of range (expected to be in range of [-2, 1], but got -3)",
                        () -> M.transpose(0, -3)),
                index(
                        "unsqueeze",
                        "Dimension out of range (expected to be in range of [-3, 2], but got 3)",
                        () -> M.unsqueeze(3)),
                index(
                        "stack",
                        "Dimension out of range (expected to be in range of [-3, 2], but got 4)",
                        () -> Tensor.stack(List.of(M), 4)),
                index(
                        "select",
                        "select(): index 3 out of range for tensor of size [2, 3] at dimension 1",
                        () -> M.select(1, 3)),
                index(
                        "select",
                        "select() cannot be applied to a 0-dim tensor.",
                        () -> Tensor.of(1f).select(0, 0)),
                index("narrow", "start (2) + length (2) exceeds dimension size (3).", () -> M.narrow(1, 2, 2)),
                index(
                        "narrow",
                        "start out of range (expected to be in range of [-3, 3], but got -4)",
                        () -> M.narrow(1, -4, 1)),
                index("narrow", "narrow(): length must be non-negative.", () -> M.narrow(1, 0, -1)),
                index("slice", "slice step must be positive", () -> M.slice(1, 0, 3, 0)),
                index(
                        "amax",
                        "amax(): Expected reduction dim 1 to have non-zero size.",
                        () -> Tensor.zeros(2, 0).amax(1)),
                index(
                        "max",
                        "max(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim"
                                + " with the 'dim' argument.",
                        () -> Tensor.zeros(0).max()),
                index(
                        "argmax",
                        "argmax(): Expected reduction dim to be specified for input.numel() == 0.",
                        () -> Tensor.zeros(0).argmax()),
                index("cross_entropy", "Target 7 is out of bounds.", () -> Losses.crossEntropy(M, Tensor.of(2, 7))),
                index("nll_loss", "Target -1 is out of bounds.", () -> Losses.nllLoss(M, Tensor.of(2, -1))));
    }

    static Stream<Arguments> dtypes() {
        return Stream.of(
                of(
                        DTypeException.class,
                        "add_",
                        "result type float32 can't be cast to the desired output type int64",
                        () -> Tensor.arange(3).add_(1.5)),
                of(
                        DTypeException.class,
                        "mean",
                        "mean(): could not infer output dtype. Input dtype must be either a floating point or complex"
                                + " dtype. Got: int64",
                        () -> Tensor.arange(3).mean()),
                of(
                        DTypeException.class,
                        "addmm",
                        "mat1 and mat2 must have the same dtype, but got int64 and float32",
                        () -> new Linear(3, 4).forward(Tensor.of(1, 2, 3))),
                of(
                        DTypeException.class,
                        "matmul",
                        "expected m1 and m2 to have the same dtype, but got: float32 != float64",
                        () -> M.matmul(M.t().to(DType.FLOAT64))),
                of(
                        VecgradException.class,
                        "pow",
                        "Integers to negative integer powers are not allowed.",
                        () -> Tensor.arange(3).pow(-1)));
    }

    static Stream<Arguments> gradients() {
        return Stream.of(
                autograd(
                        "backward",
                        "grad can be implicitly created only for scalar outputs",
                        () -> leaf(1, 2).mul(2).backward()),
                autograd(
                        "backward",
                        "element 0 of tensors does not require grad and does not have a grad_fn",
                        () -> Tensor.of(1f).backward()),
                autograd("MulBackward0", "Trying to backward through the graph a second time", () -> {
                    Tensor x = leaf(1, 2);
                    Tensor y = x.mul(x).sum();
                    y.backward();
                    y.backward();
                }),
                autograd(
                        "add_",
                        "a leaf Variable that requires grad is being used in an in-place operation.",
                        () -> leaf(1, 2).add_(1)),
                autograd(
                        "add_",
                        "a view of a leaf Variable that requires grad is being used in an in-place operation.",
                        () -> leaf(1, 2).expand(2, 2).add_(1)),
                autograd(
                        "add_",
                        "unsupported operation: more than one element of the written-to tensor refers to a single memory"
                                + " location. Please clone() the tensor before performing the operation.",
                        () -> Tensor.ones(2).expand(2, 2).add_(1)),
                autograd(
                        "ExpBackward0",
                        "one of the variables needed for gradient computation has been modified by an inplace operation:"
                                + " [float32 [2]], which is output 0 of ExpBackward0, is at version 1; expected version 0"
                                + " instead",
                        () -> {
                            Tensor y = leaf(1, 2).exp();
                            y.add_(1);
                            y.sum().backward();
                        }),
                autograd(
                        "grad",
                        "The differentiated Tensor at index 0 appears to not have been used in the graph",
                        () -> Autograd.grad(leaf(1, 2).sum(), leaf(1, 2))),
                autograd(
                        "requiresGrad",
                        "you can only change requires_grad flags of leaf variables",
                        () -> leaf(1, 2).mul(2).requiresGrad_(false)),
                autograd(
                        "requiresGrad",
                        "only Tensors of floating point dtype can require gradients",
                        () -> Tensor.of(1, 2).requiresGrad_(true)),
                autograd(
                        "retainGrad",
                        "can't retain_grad on Tensor that has requires_grad=False",
                        () -> Tensor.of(1f).retainGrad()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"shapes", "indices", "dtypes", "gradients"})
    void areRaisedByTheCall(String start, Class<? extends VecgradException> type, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(type).message().startsWith(start);
    }
}
