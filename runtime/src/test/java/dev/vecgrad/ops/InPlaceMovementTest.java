package dev.vecgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.compile.Compiled;
import dev.vecgrad.core.Node;
import dev.vecgrad.optim.SGD;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.CompileException;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.ShapeException;
import dev.vecgrad.type.VecgradException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Movements of a tensor's own dims; what PyTorch 2.13 does in the same calls. */
class InPlaceMovementTest {
    private static Tensor counting(long... sizes) {
        return Tensor.arange(0, Tensor.zeros(sizes).numel()).view(sizes).to(DType.FLOAT64);
    }

    private static double[] gradient(Tensor scalar, Tensor x) {
        return Autograd.grad(scalar, x).toDoubleArray();
    }

    private static String madeBy(Tensor x) {
        Node node = Objects.requireNonNull(x.gradFn());
        return node.name();
    }

    @Test
    void theTensorItselfIsMoved() {
        Tensor x = counting(2, 1, 3);
        Tensor alias = x.detach();
        assertThat(x.transpose_(0, -1)).isSameAs(x);
        assertThat(x.shape().toArray()).containsExactly(3, 1, 2);
        assertThat(x.toDoubleArray()).containsExactly(0, 3, 1, 4, 2, 5);
        assertThat(x.squeeze_().t_().shape().toArray()).containsExactly(2, 3);
        assertThat(x.isContiguous()).isTrue();
        assertThat(x.unsqueeze_(-1).unsqueeze_(0).shape().toArray()).containsExactly(1, 2, 3, 1);
        assertThat(x.squeeze_(1).shape().toArray()).containsExactly(1, 2, 3, 1);
        assertThat(x.squeeze_(0, 3).swapaxes_(0, 1).shape().toArray()).containsExactly(3, 2);
        assertThat(x.swapdims_(0, 1).version()).isEqualTo(9).isEqualTo(alias.version());
        assertThat(alias.shape().toArray()).containsExactly(2, 1, 3);
    }

    @Test
    void scalarsExpandedAndIntegerTensorsMove() {
        assertThat(Tensor.of(1f).t_().transpose_(0, -1).squeeze_(0).shape().toArray())
                .isEmpty();
        assertThat(Tensor.of(1f).unsqueeze_(0).shape().toArray()).containsExactly(1);
        assertThat(Tensor.zeros(2, 1).expand(2, 3).t_().shape().toArray()).containsExactly(3, 2);
        assertThat(Tensor.arange(6).view(2, 3).t_().toLongArray()).containsExactly(0, 3, 1, 4, 2, 5);
        assertThat(Tensor.zeros(0, 3).t_().shape().toArray()).containsExactly(3, 0);
    }

    @Test
    void nodesHavePyTorchsNames() {
        Tensor x = counting(2, 3).requiresGrad_(true);
        Map<String, UnaryOperator<Tensor>> movements = Map.of(
                "TBackward1", Tensor::t_,
                "TransposeBackward1", y -> y.transpose_(0, 1),
                "UnsqueezeBackward1", y -> y.unsqueeze_(0),
                "SqueezeBackward3", Tensor::squeeze_,
                "SqueezeBackward4", y -> y.squeeze_(0),
                "SqueezeBackward5", y -> y.squeeze_(0, 1));
        movements.forEach(
                (name, movement) -> assertThat(madeBy(movement.apply(x.mul(2)))).isEqualTo(name));
    }

    @Test
    void aViewThatIsMovedKeepsItsBase() {
        Tensor x = counting(2, 3).requiresGrad_(true);
        Tensor base = x.mul(2);
        Tensor view = base.narrow(0, 0, 1);
        view.t_();
        assertThat(madeBy(view)).isEqualTo("TBackward1");
        assertThat(madeBy(base)).isEqualTo("MulBackward0");
        Tensor sum = view.mul(counting(3, 1)).sum().add(base.mul(base).sum());
        assertThat(gradient(sum, x)).containsExactly(0, 10, 20, 24, 32, 40);
    }

    @Test
    void aMovedViewIsWritten() {
        Tensor x = counting(2, 3).requiresGrad_(true);
        Tensor base = x.mul(2);
        Tensor view = base.narrow(0, 0, 1);
        view.t_();
        view.mul_(3);
        assertThat(madeBy(view)).isEqualTo("AsStridedBackward0");
        assertThat(madeBy(base)).isEqualTo("CopySlices");
        assertThat(gradient(base.mul(counting(2, 3)).sum(), x)).containsExactly(0, 6, 12, 6, 8, 10);
    }

    @Test
    void aViewIsWrittenAfterItsBaseWasMoved() {
        Tensor x = counting(2, 3).requiresGrad_(true);
        Tensor base = x.mul(2);
        Tensor view = base.narrow(0, 0, 1);
        base.unsqueeze_(0).transpose_(0, 2).squeeze_(2);
        assertThat(madeBy(view)).isEqualTo("AsStridedBackward0");
        view.mul_(3);
        base.t_();
        assertThat(gradient(base.mul(counting(2, 3)).sum(), x)).containsExactly(0, 6, 12, 6, 8, 10);
        assertThat(gradient(view.mul(counting(1, 3)).sum(), x)).containsExactly(0, 6, 12, 0, 0, 0);
    }

    @Test
    void retainedGradientsAreThoseAfterTheMovement() {
        Tensor x = counting(2, 3).requiresGrad_(true);
        Tensor y = x.mul(2);
        y.retainGrad();
        y.t_();
        y.mul(2).sum().backward();
        assertThat(Objects.requireNonNull(y.grad()).shape().toArray()).containsExactly(3, 2);
    }

    @Test
    void savedValuesAreSpoiled() {
        Tensor x = counting(2, 3).requiresGrad_(true);
        Tensor y = x.exp();
        Tensor z = y.mul(y);
        y.t_();
        assertThatThrownBy(() -> z.sum().backward())
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("has been modified by an inplace operation")
                .hasMessageContaining("is at version 1; expected version 0");
    }

    @Test
    void leavesMoveOnlyWhileNothingIsRecorded() {
        Tensor x = counting(2, 3).requiresGrad_(true);
        assertThatThrownBy(x::t_)
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("t_: a leaf Variable that requires grad is being used in an in-place operation");
        assertThatThrownBy(() -> x.select(0, 0).unsqueeze_(0))
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("unsqueeze_: a view of a leaf");
        Tensor before = x.mul(2).sum();
        Autograd.noGrad(() -> {
            x.t_();
        });
        assertThat(x.isLeaf()).isTrue();
        assertThatThrownBy(before::backward).isInstanceOf(VecgradException.class);
        assertThat(x.grad()).isNull();
        x.mul(counting(3, 2)).sum().backward();
        assertThat(Objects.requireNonNull(x.grad()).toDoubleArray()).containsExactly(0, 1, 2, 3, 4, 5);
        Autograd.noGrad(() -> {
            x.t_();
        });
        assertThatThrownBy(() -> x.sum().backward()).isInstanceOf(VecgradException.class);
        assertThatThrownBy(() -> new SGD(List.of(x), SGD.options().lr(1)).step())
                .isInstanceOf(VecgradException.class);
        assertThat(x.toDoubleArray()).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void aMovementThatIsNotRecordedSpoilsTheHistory() {
        Tensor x = counting(2, 3).requiresGrad_(true);
        Tensor y = x.mul(2);
        Autograd.noGrad(() -> {
            y.t_();
        });
        assertThatThrownBy(() -> y.sum().backward())
                .isInstanceOf(VecgradException.class)
                .hasMessageContaining("returned an invalid gradient at index 0 - got [3, 2] but expected shape");
    }

    @Test
    void viewsWithoutHistoryAreRefused() {
        Tensor y = counting(2, 3).requiresGrad_(true).mul(2);
        Tensor view = Autograd.noGrad(() -> y.select(0, 0));
        assertThatThrownBy(() -> view.unsqueeze_(0))
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("A view was created in no_grad mode and is being modified inplace");
    }

    @Test
    void argumentsThatDoNotFit() {
        Tensor x = counting(2, 1, 3, 1);
        assertThatThrownBy(x::t_)
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("t_: t_() expects a tensor with <= 2 dimensions, but self is 4D");
        String range = "Dimension out of range (expected to be in range of [-4, 3], but got 5)";
        for (UnaryOperator<Tensor> movement : List.<UnaryOperator<Tensor>>of(
                y -> y.transpose_(0, 5), y -> y.swapaxes_(5, 0), y -> y.swapdims_(0, 5), y -> y.squeeze_(5))) {
            assertThatThrownBy(() -> movement.apply(x))
                    .isInstanceOf(IndexException.class)
                    .hasMessageContaining(range);
        }
        assertThatThrownBy(() -> x.unsqueeze_(7))
                .isInstanceOf(IndexException.class)
                .hasMessageContaining(
                        "unsqueeze_: Dimension out of range (expected to be in range of [-5, 4], but got 7)");
        assertThatThrownBy(() -> x.squeeze_(1, 1))
                .isInstanceOf(VecgradException.class)
                .hasMessageContaining("squeeze_: dim 1 appears multiple times in the list of dims");
        assertThat(x.shape().toArray()).containsExactly(2, 1, 3, 1);
        assertThat(x.version()).isZero();
    }

    @Test
    void insideACompiledFunction() {
        Compiled step = Compiled.of((Tensor x) -> {
            Tensor y = x.mul(2);
            Tensor row = y.select(0, 0);
            y.t_();
            row.mul_(3);
            return y.unsqueeze_(0);
        });
        for (int call = 0; call < 2; call++) {
            Tensor y = step.call(counting(2, 3));
            assertThat(y.shape().toArray()).containsExactly(1, 3, 2);
            assertThat(y.toDoubleArray()).containsExactly(0, 6, 6, 8, 12, 10);
        }
        assertThat(step.plans()).isEqualTo(1);
    }

    @Test
    void aCompiledFunctionIsTakenDownAnewAfterWhatItUsesWasMoved() {
        Tensor weight = counting(3, 3);
        Tensor order = Tensor.arange(9).view(3, 3);
        Compiled step = Compiled.of((Tensor x) -> x.matmul(weight).add(order));
        Tensor x = counting(3, 3);
        for (int call = 0; call < 3; call++) {
            assertThat(step.call(x).toDoubleArray())
                    .containsExactly(x.matmul(weight).add(order).toDoubleArray());
            (call == 0 ? weight : order).t_();
        }
        assertThat(step.call(x).toDoubleArray())
                .containsExactly(x.matmul(weight).add(order).toDoubleArray());
    }

    @Test
    void aCompiledFunctionMovesNothingThatIsSeenOutside() {
        Tensor weight = counting(2, 3);
        assertThatThrownBy(() -> Compiled.of((Tensor x) -> x.t_().square()).call(weight))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("t_: inside a compiled function a tensor that was there before");
        assertThatThrownBy(
                        () -> Compiled.of(() -> weight.unsqueeze_(0).square()).call())
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("use unsqueeze, or move it outside");
        assertThat(weight.shape().toArray()).containsExactly(2, 3);
    }
}
