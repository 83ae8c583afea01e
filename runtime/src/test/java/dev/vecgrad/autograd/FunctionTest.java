package dev.vecgrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Node;
import dev.vecgrad.type.AutogradException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Functions of the user's own, as PyTorch's. */
class FunctionTest {
    private final Tensor x = Tensor.of(1f, 2f).requiresGrad_(true);

    /** A function given by two lambdas. */
    private static final class Given extends Function {
        private final BiFunction<Context, Tensor[], Tensor[]> forward;
        private final BiFunction<Context, Tensor[], @Nullable Tensor[]> backward;

        Given(
                BiFunction<Context, Tensor[], Tensor[]> forward,
                BiFunction<Context, Tensor[], @Nullable Tensor[]> backward) {
            this.forward = forward;
            this.backward = backward;
        }

        @Override
        protected Tensor[] forward(Context ctx, Tensor... inputs) {
            return forward.apply(ctx, inputs);
        }

        @Override
        protected @Nullable Tensor[] backward(Context ctx, Tensor... gradOutputs) {
            return backward.apply(ctx, gradOutputs);
        }
    }

    /** e^x by its saved result. */
    private static final class Exp extends Function {
        @Override
        protected Tensor[] forward(Context ctx, Tensor... inputs) {
            Tensor result = inputs[0].exp();
            ctx.saveForBackward(result);
            return new Tensor[] {result};
        }

        @Override
        protected @Nullable Tensor[] backward(Context ctx, Tensor... gradOutputs) {
            return new Tensor[] {gradOutputs[0].mul(ctx.saved(0))};
        }
    }

    /** x * x by its saved input. */
    private static final class Square extends Function {
        @Override
        protected Tensor[] forward(Context ctx, Tensor... inputs) {
            assertThat(Autograd.isGradEnabled()).isFalse();
            ctx.saveForBackward(inputs[0]);
            return new Tensor[] {inputs[0].mul(inputs[0])};
        }

        @Override
        protected @Nullable Tensor[] backward(Context ctx, Tensor... gradOutputs) {
            return new Tensor[] {gradOutputs[0].mul(ctx.saved(0)).mul(2)};
        }
    }

    private static Function given(
            BiFunction<Context, Tensor[], Tensor[]> forward,
            BiFunction<Context, Tensor[], @Nullable Tensor[]> backward) {
        return new Given(forward, backward);
    }

    private static Tensor[] tensors(Tensor... tensors) {
        return tensors;
    }

    private static Node gradFn(Tensor tensor) {
        return Objects.requireNonNull(tensor.gradFn());
    }

    private static float[] grad(Tensor leaf) {
        return Objects.requireNonNull(leaf.grad()).toFloatArray();
    }

    @Test
    void isRecordedUnderItsName() {
        Tensor y = new Square().apply(x);
        assertThat(gradFn(y).name()).isEqualTo("SquareBackward");
        y.sum().backward();
        assertThat(grad(x)).containsExactly(2, 4);
        assertThat(new Square().apply(Tensor.ones(2)).requiresGrad()).isFalse();
    }

    @Test
    void isDifferentiableTwice() {
        Tensor t = Tensor.of(new double[] {0.3, -1.2}).requiresGrad_(true);
        Gradcheck.gradcheck(in -> new Exp().apply(in), t);
        Gradcheck.gradgradcheck(in -> new Exp().apply(in), t);
        Gradcheck.gradgradcheck(in -> new Square().apply(in), t);
    }

    @Test
    void letsGoOfWhatItSaved() {
        Tensor loss = new Square().apply(x).sum();
        loss.backward();
        assertThatThrownBy(loss::backward)
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("Trying to backward through the graph a second time");
    }

    @Test
    void noticesThatASavedTensorWasWritten() {
        Tensor y = new Exp().apply(x);
        y.add_(1);
        assertThatThrownBy(() -> y.sum().backward())
                .hasMessageContaining("which is output 0 of ExpBackward, is at version 1; expected version 0 instead");
    }

    @Test
    void hasSeveralOutputsAndGetsZerosWhereNoGradientArrives() {
        List<float[]> arrived = new ArrayList<>();
        Function both = given((ctx, in) -> tensors(in[0].mul(in[1]), in[0].add(in[1])), (ctx, g) -> {
            arrived.add(g[0].toFloatArray());
            arrived.add(g[1].toFloatArray());
            return new @Nullable Tensor[] {g[1], null};
        });
        Tensor other = Tensor.ones(2).requiresGrad_(true);
        Tensor[] outputs = both.applyAll(x, other);
        assertThat(gradFn(outputs[0])).isSameAs(gradFn(outputs[1]));
        assertThat(outputs[1].value().outputNumber()).isEqualTo(1);
        outputs[1].sum().backward();
        assertThat(arrived.get(0)).containsExactly(0, 0);
        assertThat(arrived.get(1)).containsExactly(1, 1);
        assertThat(grad(x)).containsExactly(1, 1);
        assertThat(other.grad()).isNull();
        assertThatThrownBy(() -> both.apply(x, other)).hasMessageContaining("forward returned 2 outputs");
    }

    @Test
    void isRunWithZerosWhereNothingArrivesAtAll() {
        Function stop = given((ctx, in) -> tensors(in[0].mul(1)), (ctx, g) -> new @Nullable Tensor[] {null});
        Function pass = given((ctx, in) -> tensors(in[0].mul(1)), (ctx, g) -> tensors(g[0]));
        stop.apply(pass.apply(x)).sum().backward();
        assertThat(grad(x)).containsExactly(0, 0);
    }

    @Test
    void knowsWhichGradientsAreWanted() {
        List<Boolean> wanted = new ArrayList<>();
        List<Boolean> needed = new ArrayList<>();
        Function product = given(
                (ctx, in) -> {
                    needed.add(ctx.needsInputGrad(0));
                    needed.add(ctx.needsInputGrad(1));
                    return tensors(in[0].mul(in[1]));
                },
                (ctx, g) -> {
                    wanted.add(ctx.needsInputGrad(0));
                    wanted.add(ctx.needsInputGrad(1));
                    return tensors(g[0], g[0]);
                });
        Tensor other = Tensor.ones(2).requiresGrad_(true);
        Tensor loss = product.apply(x, other).sum();
        Autograd.grad(List.of(loss), List.of(other), null, GradOptions.RETAIN_GRAPH);
        assertThat(wanted).containsExactly(false, true);
        product.apply(x, Tensor.ones(2)).sum().backward();
        assertThat(wanted).containsExactly(false, true, true, false);
        assertThat(needed).containsExactly(true, true, true, false);
    }

    @Test
    void mayLeaveOutputsWithoutGradient() {
        Function split = given(
                (ctx, in) -> {
                    Tensor sign = in[0].mul(3);
                    ctx.markNonDifferentiable(sign);
                    return tensors(in[0].mul(2), in[0].gt(0), sign);
                },
                (ctx, g) -> tensors(g[0].mul(2)));
        Tensor[] outputs = split.applyAll(x);
        assertThat(outputs[0].requiresGrad()).isTrue();
        assertThat(outputs[1].requiresGrad()).isFalse();
        assertThat(outputs[2].requiresGrad()).isFalse();
        outputs[0].sum().backward();
        assertThat(grad(x)).containsExactly(2, 2);
    }

    @Test
    void mayReturnAnInputAsItIs() {
        Function twice = given((ctx, in) -> in, (ctx, g) -> tensors(g[0].mul(2)));
        Tensor y = x.mul(1);
        Tensor same = twice.apply(y);
        assertThat(same).isNotSameAs(y);
        assertThat(same.value().base()).isSameAs(y.value());
        assertThatThrownBy(() -> same.add_(1))
                .hasMessageContaining(
                        "This view was created inside a custom Function (or because an input was returned as-is)");
        same.sum().backward();
        assertThat(grad(x)).containsExactly(2, 2);
    }

    @Test
    void mayReturnAViewThatIsNotToBeWritten() {
        Function flat = given((ctx, in) -> tensors(in[0].view(-1)), (ctx, g) -> tensors(g[0].mul(2)));
        Tensor view = flat.apply(x.mul(1));
        assertThat(gradFn(view).name()).isEqualTo("GivenBackward");
        assertThatThrownBy(() -> view.add_(1)).hasMessageContaining("created inside a custom Function");
    }

    private static Function doubling() {
        return given(
                (ctx, in) -> {
                    in[0].mul_(2);
                    ctx.markDirty(in[0]);
                    return in;
                },
                (ctx, g) -> tensors(g[0].mul(2)));
    }

    @Test
    void mayWriteItsInput() {
        Tensor y = x.mul(1);
        Tensor written = doubling().apply(y);
        assertThat(written).isSameAs(y);
        assertThat(gradFn(y).name()).isEqualTo("GivenBackward");
        y.sum().backward();
        assertThat(grad(x)).containsExactly(2, 2);
    }

    @Test
    void mayWriteAView() {
        Tensor y = x.mul(1);
        Tensor part = y.narrow(0, 0, 1);
        Tensor sibling = y.view(-1);
        assertThat(doubling().apply(part)).isSameAs(part);
        assertThat(gradFn(y).name()).isEqualTo("CopySlices");
        assertThat(gradFn(part).nextFunctions().getFirst().node()).isSameAs(gradFn(y));
        assertThat(gradFn(sibling).nextFunctions().getFirst().node()).isSameAs(gradFn(y));
        y.sum().backward();
        assertThat(grad(x)).containsExactly(2, 1);
    }

    @Test
    void mayWriteAViewThatIsNotItsFirstInput() {
        Function addInto = given(
                (ctx, in) -> {
                    in[1].add_(in[0]);
                    ctx.markDirty(in[1]);
                    return tensors(in[1]);
                },
                (ctx, g) -> tensors(g[0].mul(3), g[0]));
        Tensor y = x.mul(1);
        addInto.apply(x.narrow(0, 0, 1), y.narrow(0, 1, 1));
        y.mul(Tensor.of(10f, 100f)).sum().backward();
        assertThat(grad(x)).containsExactly(310, 100);
    }

    @Test
    void mustNotWriteALeaf() {
        assertThatThrownBy(() -> doubling().apply(x))
                .hasMessageContaining("a leaf Variable that requires grad is being used in an in-place operation");
    }

    @Test
    void mustReturnWhatItHasWritten() {
        Function forgetful = given(
                (ctx, in) -> {
                    ctx.markDirty(in[0]);
                    return tensors(in[0].mul(2));
                },
                (ctx, g) -> g);
        assertThatThrownBy(() -> forgetful.apply(x.mul(1)))
                .hasMessageContaining(
                        "Some elements marked as dirty during the forward method were not returned as output");
    }

    @Test
    void mustReturnAGradientForEachInput() {
        Function many = given((ctx, in) -> tensors(in[0].mul(2)), (ctx, g) -> tensors(g[0], g[0]));
        assertThatThrownBy(() -> many.apply(x).sum().backward())
                .hasMessageContaining("returned an incorrect number of gradients (expected 1, got 2)");
        Function few = given((ctx, in) -> tensors(in[0].mul(2)), (ctx, g) -> tensors());
        assertThatThrownBy(() -> few.apply(x).sum().backward()).hasMessageContaining("(expected 1, got 0)");
        Function spare =
                given((ctx, in) -> tensors(in[0].mul(2)), (ctx, g) -> new @Nullable Tensor[] {g[0], null, null});
        spare.apply(x).sum().backward();
        assertThat(grad(x)).containsExactly(1, 1);
    }

    @Test
    void mustReturnGradientsThatFit() {
        Function wrong = given((ctx, in) -> tensors(in[0].mul(2)), (ctx, g) -> tensors(Tensor.ones(3)));
        assertThatThrownBy(() -> wrong.apply(x).sum().backward())
                .hasMessageContaining(
                        "returned an invalid gradient at index 0 - got [3] but expected shape compatible with [2]");
        Function wide = given(
                (ctx, in) -> tensors(in[0].mul(2)),
                (ctx, g) -> tensors(Tensor.ones(new long[] {4, 2}, dev.vecgrad.type.DType.FLOAT64)));
        wide.apply(x).sum().backward();
        assertThat(grad(x)).containsExactly(4, 4);
    }

    @Test
    void mayRunBackwardItself() {
        Function inner = given(
                (ctx, in) -> {
                    ctx.saveForBackward(in[0]);
                    return tensors(in[0].mul(in[0]));
                },
                (ctx, g) -> {
                    try (GradGuard _ = Autograd.enableGrad()) {
                        Tensor copy = ctx.saved(0).detach().requiresGrad_(true);
                        copy.mul(copy).backward(g[0]);
                        return tensors(Objects.requireNonNull(copy.grad()));
                    }
                });
        inner.apply(inner.apply(x)).sum().backward();
        assertThat(grad(x)).containsExactly(4, 32);
    }

    @Test
    void mayKeepTheGradientsItIsGiven() {
        List<Tensor> kept = new ArrayList<>();
        Function spy = given((ctx, in) -> tensors(in[0].mul(1)), (ctx, g) -> {
            kept.add(g[0]);
            return tensors(g[0]);
        });
        spy.apply(x.mul(2).add(x)).mul(4).sum().backward();
        assertThat(kept.getFirst().toFloatArray()).containsExactly(4, 4);
        assertThat(grad(x)).containsExactly(12, 12);
    }
}
