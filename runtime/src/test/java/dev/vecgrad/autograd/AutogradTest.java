package dev.vecgrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Gradients by {@code backward} and {@code grad}; every number is exact in float32. */
class AutogradTest {
    private final Tensor x = Tensor.of(1f, 2f, 3f).requiresGrad_(true);

    private static Tensor gradOf(Tensor leaf) {
        return Objects.requireNonNull(leaf.grad());
    }

    private static Tensor scalar(double number) {
        return Tensor.of(number).requiresGrad_(true);
    }

    @Test
    void polynomial() {
        Tensor t = scalar(2);
        Tensor y =
                t.pow(4).mul(2).add(t.pow(3)).add(t.pow(2).mul(3)).add(t.mul(5)).add(1);
        assertThat(t.grad()).isNull();
        y.backward();
        assertThat(y).hasToString("tensor(63., grad_fn=<AddBackward0>)");
        assertThat(gradOf(t)).hasToString("tensor(93.)");
    }

    @Test
    void gradientsAddUpInLeaves() {
        x.mul(2).sum().backward();
        Tensor first = gradOf(x);
        x.mul(3).sum().backward();
        assertThat(gradOf(x).toFloatArray()).containsExactly(5, 5, 5);
        assertThat(gradOf(x).value()).isSameAs(first.value());
        x.setGrad(null);
        assertThat(x.grad()).isNull();
    }

    @Test
    void aLeafUsedInSeveralPlacesGetsTheSum() {
        Tensor y = x.mul(x).add(x).add(x.mul(2));
        y.sum().backward();
        assertThat(gradOf(x).toFloatArray()).containsExactly(5, 7, 9);
    }

    @Test
    void aLeafIsItsOwnRoot() {
        Tensor t = scalar(5);
        t.backward();
        assertThat(gradOf(t)).hasToString("tensor(1.)");
        Tensor given = Tensor.of(1f, 2f, 3f);
        List<Tensor> found = Autograd.grad(List.of(x), List.of(x), List.of(given), GradOptions.DEFAULT);
        assertThat(found.getFirst().toFloatArray()).containsExactly(1, 2, 3);
    }

    @Test
    void givenGradientsOfSeveralRoots() {
        Tensor a = x.mul(2);
        Tensor b = x.mul(x);
        Autograd.backward(List.of(a, b), List.of(Tensor.of(1f, 0f, 1f), Tensor.of(1f, 1f, 0f)));
        assertThat(gradOf(x).toFloatArray()).containsExactly(4, 4, 2);
    }

    @Test
    void aRootThatLeadsToAnotherRoot() {
        Tensor a = x.mul(x).sum();
        Tensor b = a.mul(3);
        Autograd.backward(List.of(a, b));
        assertThat(gradOf(x).toFloatArray()).containsExactly(8, 16, 24);
    }

    @Test
    void aGivenGradientTakesItsOutputsDtype() {
        x.mul(2).backward(Tensor.of(new double[] {1.0, 2.0, 3.0}));
        assertThat(gradOf(x).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(gradOf(x).toFloatArray()).containsExactly(2, 4, 6);
    }

    @Test
    void gradientsByTensorsThatAreNoLeaves() {
        Tensor y = x.mul(2);
        Tensor out = y.mul(y).sum();
        List<Tensor> gradients = Autograd.grad(List.of(out), List.of(y, x), null, GradOptions.DEFAULT);
        assertThat(gradients.get(0).toFloatArray()).containsExactly(4, 8, 12);
        assertThat(gradients.get(1).toFloatArray()).containsExactly(8, 16, 24);
        assertThat(x.grad()).isNull();
    }

    @Test
    void gradientsInTheOrderAsked() {
        Tensor a = scalar(1);
        Tensor b = scalar(2);
        Tensor y = a.mul(a).add(a.mul(b)).add(b.mul(b));
        assertThat(Autograd.grad(y, List.of(a, b))).hasToString("[tensor(4.), tensor(5.)]");
    }

    @Test
    void anUnusedInputHasNoGradientWhereThatIsAllowed() {
        Tensor unused = scalar(1);
        List<@Nullable Tensor> found =
                Autograd.gradOrNull(List.of(x.sum()), List.of(unused, x), null, GradOptions.DEFAULT);
        assertThat(found.get(0)).isNull();
        assertThat(Objects.requireNonNull(found.get(1)).toFloatArray()).containsExactly(1, 1, 1);
    }

    @Test
    void gradientsOfGradients() {
        Tensor t = scalar(2);
        Tensor first = Autograd.grad(t.pow(4), t, GradOptions.CREATE_GRAPH);
        Tensor second = Autograd.grad(first, t, GradOptions.CREATE_GRAPH);
        Tensor third = Autograd.grad(second, t);
        assertThat(first.item()).isEqualTo(32);
        assertThat(second.item()).isEqualTo(48);
        assertThat(third.item()).isEqualTo(48);
        assertThat(third.requiresGrad()).isFalse();
    }

    @Test
    void aRecordedGradInALeafCanBeDifferentiated() {
        Tensor t = scalar(2);
        t.pow(3).backward(null, true, true);
        Tensor first = gradOf(t);
        assertThat(first).hasToString("tensor(12., grad_fn=<CloneBackward0>)");
        t.setGrad(null);
        first.backward();
        assertThat(gradOf(t).item()).isEqualTo(12);
    }

    @Test
    void recordedGradientsAddUpAsNewValues() {
        Tensor t = scalar(2);
        t.pow(3).backward(null, true, true);
        Tensor first = gradOf(t);
        t.pow(2).backward(null, true, true);
        assertThat(first.item()).isEqualTo(12);
        assertThat(gradOf(t)).hasToString("tensor(16., grad_fn=<AddBackward0>)");
        assertThat(Autograd.grad(gradOf(t), t).item()).isEqualTo(14);
    }

    @Test
    void aRetainedGraphServesAgain() {
        Tensor loss = x.mul(x).sum();
        loss.backward(null, true, false);
        loss.backward();
        assertThat(gradOf(x).toFloatArray()).containsExactly(4, 8, 12);
    }

    @Test
    void whatIsNoLeafRetainsItsGradientWhenAsked() {
        Tensor y = x.mul(2);
        Tensor z = y.mul(y);
        y.retainGrad();
        Tensor loss = z.sum();
        loss.retainGrad();
        loss.backward();
        assertThat(gradOf(y).toFloatArray()).containsExactly(4, 8, 12);
        assertThat(gradOf(loss).item()).isEqualTo(1);
        assertThat(z.grad()).isNull();
        assertThat(gradOf(x).toFloatArray()).containsExactly(8, 16, 24);
    }

    @Test
    void aRetainedGradientIsThatOfTheLastWrite() {
        Tensor y = x.mul(2);
        y.retainGrad();
        y.mul_(3);
        y.sum().backward();
        assertThat(gradOf(y).toFloatArray()).containsExactly(1, 1, 1);
        assertThat(gradOf(x).toFloatArray()).containsExactly(6, 6, 6);
    }

    @Test
    void aRetainedGradientAddsUp() {
        Tensor y = x.mul(2);
        y.retainGrad();
        Tensor sum = y.sum();
        sum.backward(null, true, false);
        sum.backward();
        assertThat(gradOf(y).toFloatArray()).containsExactly(2, 2, 2);
    }

    @Test
    void leavesShareNoGradient() {
        Tensor a = Tensor.ones(3).requiresGrad_(true);
        Tensor b = Tensor.ones(3).requiresGrad_(true);
        a.add(b).add(a.view(3)).sum().backward();
        gradOf(a).add_(1);
        assertThat(gradOf(a).toFloatArray()).containsExactly(3, 3, 3);
        assertThat(gradOf(b).toFloatArray()).containsExactly(1, 1, 1);
        List<Tensor> found = Autograd.grad(a.add(b).sum(), List.of(a, b));
        assertThat(found.get(0).value().storage())
                .isNotSameAs(found.get(1).value().storage());
    }

    @Test
    void aGivenGradientIsNotTheLeafs() {
        Tensor given = Tensor.ones(3);
        x.backward(given);
        gradOf(x).add_(1);
        assertThat(given.toFloatArray()).containsExactly(1, 1, 1);
    }

    @Test
    void aGradHasItsLeafsStrides() {
        Tensor leaf = Tensor.ones(2, 3).t().detach().requiresGrad_(true);
        leaf.mul(leaf.contiguous()).sum().backward();
        assertThat(gradOf(leaf).value().strides()).containsExactly(leaf.value().strides());
    }

    @Test
    void aFrozenLeafGetsNoGradientThoughItWasRecorded() {
        Tensor loss = x.mul(2).sum();
        x.requiresGrad_(false);
        loss.backward();
        assertThat(x.grad()).isNull();
    }

    @Test
    void backwardLeavesGradModeAsItWas() {
        Tensor loss = x.mul(x).sum();
        Autograd.noGrad(() -> {
            loss.backward(null, true, false);
            assertThat(Autograd.isGradEnabled()).isFalse();
        });
        assertThat(Autograd.isGradEnabled()).isTrue();
    }
}
