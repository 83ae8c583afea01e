package dev.vecgrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.ShapeException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is wrong is said in PyTorch's words. */
class AutogradErrorTest {
    private final Tensor x = Tensor.ones(3).requiresGrad_(true);

    private static void fails(ThrowingCallable action, String sentence) {
        assertThatThrownBy(action).isInstanceOf(AutogradException.class).hasMessageContaining(sentence);
    }

    @Test
    void severalElementsNeedAGradient() {
        fails(() -> x.mul(2).backward(), "grad can be implicitly created only for scalar outputs");
        fails(
                () -> Autograd.backward(List.of(x.sum(), x.mul(2))),
                "grad can be implicitly created only for scalar outputs");
    }

    @Test
    void nothingRequiresAGradient() {
        fails(
                () -> Tensor.ones(1).backward(),
                "element 0 of tensors does not require grad and does not have a grad_fn");
        fails(
                () -> Autograd.backward(List.of(x.sum(), Tensor.ones(1))),
                "element 1 of tensors does not require grad and does not have a grad_fn");
    }

    @Test
    void aGradientHasItsOutputsShape() {
        assertThatThrownBy(() -> x.mul(2).backward(Tensor.ones(2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining(
                        "Mismatch in shape: grad_output[0] has a shape of [2] and output[0] has a shape of [3]");
        fails(
                () -> Autograd.backward(List.of(x.sum(), x.sum()), List.of(Tensor.ones())),
                "got 2 tensors and 1 gradients");
    }

    @Test
    void inputsMustBeUsedAndRequireAGradient() {
        Tensor other = Tensor.ones(3).requiresGrad_(true);
        fails(
                () -> Autograd.grad(x.sum(), List.of(x, other)),
                "The differentiated Tensor at index 1 appears to not have been used in the graph");
        fails(() -> Autograd.grad(x.sum(), Tensor.ones(3)), "One of the differentiated Tensors does not require grad");
        fails(() -> Autograd.grad(x.sum(), List.of()), "`inputs` argument to `grad()` cannot be empty");
    }

    @Test
    void aGraphServesOnce() {
        Tensor loss = x.mul(x).sum();
        loss.backward();
        fails(loss::backward, "Trying to backward through the graph a second time");
    }

    @Test
    void aGraphThatSavedNothingServesAgain() {
        Tensor sum = x.add(1).sum();
        sum.backward();
        sum.backward();
        assertThat(grad(x)).containsExactly(2, 2, 2);
    }

    private static float[] grad(Tensor leaf) {
        Tensor grad = leaf.grad();
        return grad == null ? new float[0] : grad.toFloatArray();
    }

    @Test
    void aSavedOutputMustNotBeWritten() {
        Tensor y = x.exp();
        y.add_(1);
        fails(
                () -> y.sum().backward(),
                "one of the variables needed for gradient computation has been modified by an inplace operation:"
                        + " [float32 [3]], which is output 0 of ExpBackward0, is at version 1; expected version 0 instead");
    }

    @Test
    void aSavedInputMustNotBeWritten() {
        Tensor y = x.mul(2);
        Tensor z = y.mul(y);
        y.detach().add_(1);
        fails(
                () -> z.sum().backward(),
                "one of the variables needed for gradient computation has been modified by an inplace operation:"
                        + " [float32 [3]], which is output 0 of MulBackward0, is at version 1; expected version 0 instead");
    }

    @Test
    void aSavedLeafMustNotBeWritten() {
        Tensor z = x.mul(x);
        Autograd.noGrad(() -> {
            x.add_(1);
        });
        fails(() -> z.sum().backward(), "[float32 [3]], is at version 1; expected version 0 instead");
    }

    @Test
    void aSavedTensorMustNotBeWrittenThroughAView() {
        Tensor y = x.exp();
        y.view(-1).add_(1);
        fails(() -> y.sum().backward(), "is at version 1; expected version 0 instead");
    }

    @Test
    void aLeafIsNotWritten() {
        fails(() -> x.add_(1), "a leaf Variable that requires grad is being used in an in-place operation");
        fails(
                () -> x.view(3).add_(1),
                "a view of a leaf Variable that requires grad is being used in an in-place operation");
        fails(x::zero_, "a leaf Variable that requires grad is being used in an in-place operation");
        assertThat(x.toFloatArray()).containsExactly(1, 1, 1);
    }

    @Test
    void elementsThatShareMemoryAreNotWritten() {
        String sentence =
                "unsupported operation: more than one element of the written-to tensor refers to a single memory location";
        fails(() -> x.mul(2).expand(2, 3).add_(1), sentence);
        fails(() -> Tensor.ones(3).expand(2, 3).add_(1), sentence);
    }

    @Test
    void aViewMadeUnderNoGradIsNotWrittenOutsideOfIt() {
        Tensor view = Autograd.noGrad(() -> x.view(-1));
        fails(
                () -> view.add_(1),
                "A view was created in no_grad mode and is being modified inplace with grad mode enabled.");
        Tensor plain = Tensor.zeros(3);
        Tensor ofPlain = Autograd.noGrad(() -> plain.view(3));
        fails(() -> ofPlain.add_(x), "A view was created in no_grad mode and is being modified inplace");
        assertThat(ofPlain.add_(1).toFloatArray()).containsExactly(1, 1, 1);
    }

    @Test
    void aViewMadeUnderNoGradHasNoHistoryAfterItsBaseWasWritten() {
        Tensor y = x.mul(2);
        Tensor view = Autograd.noGrad(() -> y.view(-1));
        y.add_(1);
        assertThat(view).hasToString("tensor([3., 3., 3.], grad_fn=<Invalid>)");
        fails(
                () -> view.mul(2),
                "A view was created in no_grad mode and its base or another view of its base has been modified inplace"
                        + " with grad mode enabled.");
    }

    @Test
    void onlyFloatingPointLeavesAskForGradients() {
        fails(() -> Tensor.of(1L).requiresGrad_(true), "only Tensors of floating point dtype can require gradients");
        fails(() -> x.mul(2).requiresGrad_(false), "you can only change requires_grad flags of leaf variables");
        assertThat(x.mul(2).requiresGrad_(true).requiresGrad()).isTrue();
    }

    @Test
    void aGradLooksLikeItsTensor() {
        fails(
                () -> x.setGrad(Tensor.ones(2)),
                "attempting to assign a gradient of size '[2]' to a tensor of size '[3]'");
        fails(
                () -> x.setGrad(Tensor.of(new double[] {1.0, 2.0, 3.0})),
                "attempting to assign a gradient with dtype 'float64'");
        fails(() -> x.setGrad(x), "can't assign Variable as its own grad");
    }

    @Test
    void onlyWhatRequiresAGradientRetainsIt() {
        fails(() -> Tensor.ones(3).retainGrad(), "can't retain_grad on Tensor that has requires_grad=False");
    }

    @Test
    void viewsAreNotDetachedInPlace() {
        fails(() -> x.mul(2).view(-1).value().detachInPlace(), "Can't detach views in-place");
        Tensor y = x.mul(2);
        y.value().detachInPlace();
        assertThat(y.isLeaf()).isTrue();
        assertThat(y.requiresGrad()).isFalse();
    }

    @Test
    void aViewMadeUnderNoGradHasNoWayBack() {
        Tensor x = Tensor.of(new float[] {2}).requiresGrad_(true);
        Tensor view = Autograd.noGrad(() -> x.view(1));
        assertThatThrownBy(view::backward).hasMessageContaining("does not require grad and does not have a grad_fn");
        assertThatThrownBy(() -> Autograd.grad(x.mul(2), view))
                .hasMessageContaining("One of the differentiated Tensors does not require grad");
    }
}
