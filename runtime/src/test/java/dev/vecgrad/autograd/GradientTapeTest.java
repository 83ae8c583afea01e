package dev.vecgrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.vecgrad.Tensor;
import dev.vecgrad.nn.Linear;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.ShapeException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tapes do what TensorFlow 2.21's do, and leave PyTorch's gradients alone. */
class GradientTapeTest {
    private static final String SPENT =
            "A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians)";

    private final Variable x = new Variable(2.0);
    private final Tensor constant = Tensor.of(2.0);

    private static Tensor f(Tensor x) {
        return x.pow(4).mul(2).add(x.pow(3)).add(x.pow(2).mul(3)).add(x.mul(5)).add(1);
    }

    private static GradientTape persistent() {
        return new GradientTape(GradientTape.options().persistent(true));
    }

    private static double number(@Nullable Tensor tensor) {
        return Objects.requireNonNull(tensor).item();
    }

    @Test
    void watchesVariables() {
        GradientTape tape = new GradientTape();
        Tensor y;
        try (tape) {
            y = f(x);
        }
        assertThat(tape.gradient(y, x)).hasToString("tensor(93.)");
        assertThat(x.grad()).isNull();
    }

    @Test
    void watchesConstantsWhenTold() {
        try (GradientTape tape = new GradientTape()) {
            tape.watch(constant);
            assertThat(number(tape.gradient(f(constant), constant))).isEqualTo(93);
        }
    }

    @Test
    void knowsNothingOfOtherConstants() {
        try (GradientTape tape = persistent()) {
            Tensor y = f(constant).add(x);
            assertThat(tape.gradient(y, constant)).isNull();
            assertThat(tape.gradient(y, constant, UnconnectedGradients.ZERO)).hasToString("tensor(0.)");
            assertThat(tape.gradient(constant, x)).isNull();
        }
    }

    @Test
    void watchesNoVariableIfNotTold() {
        Variable other = new Variable(3.0);
        try (GradientTape tape =
                new GradientTape(GradientTape.options().persistent(true).watchAccessedVariables(false))) {
            tape.watch(x);
            Tensor y = x.mul(other);
            assertThat(number(tape.gradient(y, x))).isEqualTo(3);
            assertThat(tape.gradient(y, other)).isNull();
        }
        Variable frozen = new Variable(Tensor.of(1.0), false);
        try (GradientTape tape = new GradientTape()) {
            assertThat(tape.gradient(frozen.mul(2), frozen)).isNull();
        }
        assertThat(frozen.isTrainable()).isFalse();
        assertThat(new Variable(Tensor.of(1)).isTrainable()).isFalse();
    }

    @Test
    void leavesNoTraceInTensors() {
        Tensor y;
        try (GradientTape tape = persistent()) {
            tape.watch(constant);
            y = constant.mul(x);
            assertThat(y.requiresGrad()).isFalse();
            Tensor inside = y;
            assertThatThrownBy(() -> inside.requiresGrad_(true))
                    .hasMessageContaining("a GradientTape that is recording");
            assertThat(inside.requiresGrad_(false)).isSameAs(inside);
            assertThatThrownBy(inside::backward).hasMessageContaining("does not require grad");
            assertThat(number(tape.gradient(y, constant))).isEqualTo(2);
        }
        assertThat(constant).hasToString("tensor(2.)");
        assertThat(constant.requiresGrad()).isFalse();
        assertThat(y).hasToString("tensor(4.)");
        assertThat(y.isLeaf()).isTrue();
        assertThat(y.gradFn()).isNull();
        assertThat(y.mul(2).value().gradFn()).isNull();
        assertThatThrownBy(y::backward).hasMessageContaining("does not require grad");
        y.requiresGrad_(true);
        y.mul(3).backward();
        assertThat(y.grad()).hasToString("tensor(3.)");
    }

    @Test
    void recordsNothingAfterItsEnd() {
        GradientTape tape = persistent();
        Tensor y;
        try (tape) {
            y = x.square();
        }
        Tensor z = y.mul(3);
        assertThat(tape.gradient(z, x)).isNull();
        assertThat(number(tape.gradient(y, x))).isEqualTo(4);
        Tensor w = Tensor.of(5.0).requiresGrad_(true);
        Tensor mixed = y.mul(w);
        mixed.backward();
        assertThat(w.grad()).hasToString("tensor(4.)");
        assertThat(tape.gradient(mixed, x)).isNull();
        assertThat(tape.gradient(mixed, w)).isNull();
    }

    @Test
    void canBeAskedOnceUnlessPersistent() {
        GradientTape tape = new GradientTape();
        Tensor y;
        try (tape) {
            y = f(x);
        }
        assertThat(number(tape.gradient(y, x))).isEqualTo(93);
        assertThatThrownBy(() -> tape.gradient(y, x))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(SPENT);
        assertThatThrownBy(() -> tape.jacobian(y, x)).hasMessage(SPENT);
        GradientTape longer = persistent();
        Tensor z;
        try (longer) {
            z = f(x);
        }
        assertThat(number(longer.gradient(z, x))).isEqualTo(93);
        assertThat(number(longer.gradient(z, x))).isEqualTo(93);
    }

    @Test
    void givesGradientsInTheOrderAsked() {
        Variable a = new Variable(1.0);
        Variable b = new Variable(2.0);
        try (GradientTape tape = persistent()) {
            Tensor y = a.square().add(a.mul(b)).add(b.square());
            assertThat(tape.gradient(y, List.of(a, b))).hasToString("[tensor(4.), tensor(5.)]");
            assertThat(tape.gradient(y, List.of(b, a, b))).hasToString("[tensor(5.), tensor(4.), tensor(5.)]");
            assertThat(tape.gradient(List.of(y, a.mul(10)), List.of(a))).hasToString("[tensor(14.)]");
            assertThat(tape.gradient(a, a)).hasToString("tensor(1.)");
            assertThat(tape.gradient(y, y)).hasToString("tensor(1.)");
        }
    }

    @Test
    void differentiatesByResultsInTheMiddle() {
        try (GradientTape tape = persistent()) {
            Tensor y = x.mul(3);
            Tensor z = y.square();
            assertThat(number(tape.gradient(z, y))).isEqualTo(12);
            assertThat(number(tape.gradient(z, x))).isEqualTo(36);
        }
    }

    @Test
    void addsUpTheElementsOfATarget() {
        Variable v = new Variable(Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}}));
        try (GradientTape tape = persistent()) {
            Tensor y = v.square();
            assertThat(Objects.requireNonNull(tape.gradient(y, v)).numpyString())
                    .isEqualTo("[[ 2.  4.  6.]\n [ 8. 10. 12.]]");
            Tensor weights = Tensor.arange(6).to(DType.FLOAT32).view(2, 3);
            assertThat(tape.gradient(List.of(y), List.of(v), List.of(weights), UnconnectedGradients.NONE)
                            .getFirst())
                    .hasToString("tensor([[ 0.,  4., 12.],\n        [24., 40., 60.]])");
            assertThatThrownBy(() ->
                            tape.gradient(List.of(y), List.of(v), List.of(Tensor.ones(3)), UnconnectedGradients.NONE))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("the output gradient at index 0 has shape [3] and its target [2, 3]");
            assertThatThrownBy(
                            () -> tape.gradient(List.of(y), List.of(v), List.of(weights, y), UnconnectedGradients.NONE))
                    .isInstanceOf(AutogradException.class)
                    .hasMessageContaining("got 1 targets and 2 output gradients");
        }
    }

    @Test
    void nests() {
        GradientTape outer = new GradientTape();
        Tensor slope;
        try (outer) {
            GradientTape inner = new GradientTape();
            Tensor y;
            try (inner) {
                y = f(x);
            }
            slope = Objects.requireNonNull(inner.gradient(y, x));
        }
        assertThat(slope.item()).isEqualTo(93);
        assertThat(slope.requiresGrad()).isFalse();
        assertThat(number(outer.gradient(slope, x))).isEqualTo(114);
    }

    @Test
    void differentiatesItsOwnGradientIfPersistent() {
        Tensor second;
        try (GradientTape tape = persistent()) {
            Tensor first = Objects.requireNonNull(tape.gradient(f(x), x));
            second = Objects.requireNonNull(tape.gradient(first, x));
            assertThat(number(tape.gradient(second, x))).isEqualTo(48 * 2 + 6);
        }
        assertThat(second.item()).isEqualTo(114);
    }

    @Test
    void leavesToOthersWhatTheyRecorded() {
        GradientTape outer = new GradientTape();
        GradientTape inner = new GradientTape();
        Tensor y = x.exp();
        inner.close();
        outer.close();
        assertThat(tapeGradient(inner, y)).isCloseTo(Math.exp(2), offset(2 * Math.ulp(8f) * 1.0));
        assertThat(tapeGradient(outer, y)).isCloseTo(Math.exp(2), offset(2 * Math.ulp(8f) * 1.0));
    }

    private double tapeGradient(GradientTape tape, Tensor y) {
        return number(tape.gradient(y, x));
    }

    @Test
    void anInnerTapeKnowsOnlyWhatItWatches() {
        try (GradientTape outer = persistent()) {
            outer.watch(constant);
            Tensor before = constant.mul(3);
            try (GradientTape inner = persistent()) {
                Tensor y = before.mul(constant);
                assertThat(inner.gradient(y, constant)).isNull();
                assertThat(inner.gradient(y, before)).isNull();
                inner.watch(before);
                assertThat(number(inner.gradient(before.mul(constant), before))).isEqualTo(2);
                assertThat(number(outer.gradient(y, constant))).isEqualTo(12);
            }
        }
    }

    @Test
    void pauses() {
        try (GradientTape tape = persistent()) {
            Tensor y = x.square();
            Tensor unseen;
            try (GradientTape.Pause _ = tape.stopRecording()) {
                unseen = y.mul(10);
                assertThatThrownBy(tape::stopRecording)
                        .hasMessageContaining("Trying to stop recording a tape which is not recording.");
                assertThatThrownBy(() -> tape.watch(constant)).hasMessageContaining("Tape is not recording");
            }
            assertThat(tape.gradient(unseen, x)).isNull();
            assertThat(number(tape.gradient(unseen.add(y), x))).isEqualTo(4);
        }
    }

    @Test
    void aPauseOfOneIsNoneOfAnother() {
        try (GradientTape outer = persistent();
                GradientTape inner = persistent()) {
            Tensor y;
            try (GradientTape.Pause _ = inner.stopRecording()) {
                y = x.square();
            }
            assertThat(inner.gradient(y, x)).isNull();
            assertThat(number(outer.gradient(y, x))).isEqualTo(4);
        }
    }

    @Test
    void beginsAnew() {
        try (GradientTape tape = new GradientTape()) {
            tape.watch(constant);
            Tensor y = constant.mul(x);
            tape.reset();
            assertThat(number(tape.gradient(y.add(x), x))).isEqualTo(1);
            tape.reset();
            assertThat(tape.gradient(constant.mul(2), constant)).isNull();
        }
        GradientTape closed = new GradientTape();
        closed.close();
        assertThatThrownBy(closed::reset).hasMessageContaining("Tape is not recording");
    }

    @Test
    void givesJacobians() {
        Variable v = new Variable(Tensor.of(new double[] {1, 2, 3}));
        Variable unused = new Variable(1.0);
        GradientTape tape = new GradientTape();
        Tensor y;
        try (tape) {
            y = v.square().mul(v.select(0, 0)).slice(0, 0, 2);
        }
        List<@Nullable Tensor> found = tape.jacobian(y, List.of(v, unused));
        assertThat(found.getFirst()).hasToString("tensor([[3., 0., 0.],\n        [4., 4., 0.]], dtype=float64)");
        assertThat(found.get(1)).isNull();
        assertThatThrownBy(() -> tape.gradient(y, v)).hasMessage(SPENT);
    }

    @Test
    void hessianByNestedTapes() {
        Variable v = new Variable(Tensor.of(new double[] {1, 2}));
        GradientTape outer = new GradientTape();
        Tensor slope;
        try (outer) {
            try (GradientTape inner = new GradientTape()) {
                Tensor y = v.select(0, 0).pow(3).mul(v.select(0, 1));
                slope = Objects.requireNonNull(inner.gradient(y, v));
            }
        }
        assertThat(outer.jacobian(slope, v)).hasToString("tensor([[12.,  3.],\n        [ 3.,  0.]], dtype=float64)");
    }

    @Test
    void recordsInsideNoGradButNotNoGradInside() {
        try (GradGuard _ = Autograd.noGrad()) {
            try (GradientTape tape = new GradientTape()) {
                assertThat(number(tape.gradient(x.square(), x))).isEqualTo(4);
            }
            assertThat(Autograd.isGradEnabled()).isFalse();
        }
        try (GradientTape tape = new GradientTape()) {
            Tensor y = Autograd.noGrad(() -> x.square());
            assertThat(tape.gradient(y, x)).isNull();
        }
    }

    @Test
    void endsWithAnException() {
        assertThatThrownBy(() -> {
                    try (GradientTape tape = new GradientTape()) {
                        tape.watch(constant);
                        x.matmul(constant);
                    }
                })
                .isInstanceOf(RuntimeException.class);
        assertThat(x.mul(2).value().gradFn()).isNull();
        assertThat(constant.mul(2).value().gradFn()).isNull();
    }

    @Test
    void recordsItsOwnThreadAlone() {
        try (GradientTape tape = persistent()) {
            Tensor y = CompletableFuture.supplyAsync(x::square).join();
            assertThat(tape.gradient(y, x)).isNull();
            Tensor z = CompletableFuture.supplyAsync(() -> {
                        try (GradientTape other = new GradientTape()) {
                            return Objects.requireNonNull(other.gradient(x.pow(3), x));
                        }
                    })
                    .join();
            assertThat(z.item()).isEqualTo(12);
            assertThat(number(tape.gradient(z.mul(x), x))).isEqualTo(12);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(tape::close);
            assertThatThrownBy(closing::join).hasMessageContaining("a tape records the thread that made it");
        }
    }

    @Test
    void isAskedOnAnotherThreadAfterItsEnd() {
        GradientTape tape = new GradientTape();
        Tensor y;
        try (tape) {
            y = x.square();
        }
        assertThat(CompletableFuture.supplyAsync(() -> number(tape.gradient(y, x)))
                        .join())
                .isEqualTo(4);
    }

    @Test
    void livesBesideBackward() {
        Linear layer = new Linear(3, 1);
        Tensor input = Tensor.of(new float[][] {{1, 2, 3}});
        try (GradientTape tape = persistent()) {
            tape.watch(input);
            Tensor loss = layer.forward(input).square().sum();
            assertThat(loss.requiresGrad()).isTrue();
            loss.backward();
            Tensor byBackward = Objects.requireNonNull(layer.weight().grad());
            List<@Nullable Tensor> byTape = tape.gradient(loss, List.of(layer.weight(), input));
            assertThat(Objects.requireNonNull(byTape.getFirst()).toFloatArray()).isEqualTo(byBackward.toFloatArray());
            assertThat(byTape.get(1)).isNotNull();
            assertThat(input.grad()).isNull();
        }
    }

    @Test
    void leavesABackwardItsGraphUnlessItWasUsedUp() {
        Tensor w = Tensor.of(3.0).requiresGrad_(true);
        Tensor y;
        try (GradientTape tape = new GradientTape()) {
            y = w.square();
            assertThat(number(tape.gradient(y, w))).isEqualTo(6);
        }
        assertThatThrownBy(y::backward).hasMessageContaining("Trying to backward through the graph a second time");
    }

    @Test
    void differentiatesWritesInPlace() {
        try (GradientTape tape = new GradientTape()) {
            Tensor y = x.mul(3).mul_(x).view(1);
            y.select(0, 0).exp_();
            assertThat(number(tape.gradient(y.log(), x))).isCloseTo(12, offset(1e-5));
        }
    }

    @Test
    void functionsAndViewsAreRecorded() {
        Variable v = new Variable(Tensor.of(1f, 2f, 3f, 4f));
        try (GradientTape tape = new GradientTape()) {
            Tensor y = v.view(2, 2).t().select(0, 1).softmax(0).select(0, 0);
            Tensor gradient = Objects.requireNonNull(tape.gradient(y, v));
            double p = 1 / (1 + Math.exp(2));
            assertThat(gradient.select(0, 1).item()).isCloseTo(p * (1 - p), offset(1e-6));
            assertThat(gradient.select(0, 0).item()).isZero();
        }
    }

    @Test
    void refusesWhatCannotBeWatched() {
        try (GradientTape tape = new GradientTape()) {
            assertThatThrownBy(() -> tape.watch(Tensor.of(1)))
                    .isInstanceOf(AutogradException.class)
                    .hasMessageContaining("The dtype of the watched tensor must be floating (e.g. float32), got int64");
            assertThatThrownBy(() -> x.add_(1)).hasMessageContaining("is being used in an in-place operation");
            Tensor y = x.square();
            x.assign(5);
            assertThatThrownBy(() -> tape.gradient(y, x))
                    .hasMessageContaining("has been modified by an inplace operation");
        }
        x.add_(1);
        assertThat(x.item()).isEqualTo(6);
    }

    @Test
    void assigns() {
        Variable v = new Variable(Tensor.of(1f, 2f));
        assertThat(v.assign(Tensor.of(new double[] {3, 4}))).isSameAs(v).hasToString("tensor([3., 4.])");
        assertThat(v.assignAdd(Tensor.of(1f, 1f))).hasToString("tensor([4., 5.])");
        assertThat(v.assignSub(Tensor.of(2f, 3f))).hasToString("tensor([2., 2.])");
        assertThat(v.assignAdd(1).assignSub(0.5)).hasToString("tensor([2.5000, 2.5000])");
        assertThat(v.assign(7)).hasToString("tensor([7., 7.])");
        assertThatThrownBy(() -> v.assign(Tensor.of(1.0)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining(
                        "Shape mismatch. The variable shape [2], and the assigned value shape [] are incompatible");
        assertThatThrownBy(() -> v.assignAdd(Tensor.ones(3))).hasMessageStartingWith("assignAdd: ");
        assertThatThrownBy(() -> v.assignSub(Tensor.ones(3))).hasMessageStartingWith("assignSub: ");
    }
}
