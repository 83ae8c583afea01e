package dev.vecgrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.GradMode;
import dev.vecgrad.core.HookHandle;
import dev.vecgrad.type.AutogradException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Hooks on modules, as in PyTorch 2.13. */
class ModuleHooksTest {
    private final List<String> seen = new ArrayList<>();
    private final Tensor x = Tensor.of(1f, -2f).requiresGrad_(true);

    /** Doubles its input. */
    private static final class Twice extends Layer {
        @Override
        public Tensor forward(Tensor input) {
            return input.mul(2);
        }
    }

    private final Layer twice = new Twice();

    private static List<@Nullable Tensor> gradients(@Nullable Tensor... gradients) {
        List<@Nullable Tensor> list = new ArrayList<>();
        for (Tensor gradient : gradients) {
            list.add(gradient);
        }
        return list;
    }

    @Test
    void runInOrder() {
        HookHandle first = twice.registerForwardPreHook((module, in) -> {
            assertThat(module).isSameAs(twice);
            seen.add("before " + in.getFirst().detach());
            return null;
        });
        HookHandle _ =
                twice.registerForwardPreHook((_, in) -> List.of(in.getFirst().add(1)));
        HookHandle _ = twice.registerForwardHook((_, in, out) -> {
            seen.add("after " + in.getFirst().detach() + " " + out.detach());
            return out.neg();
        });
        HookHandle _ = twice.registerForwardHook((_, _, out) -> {
            seen.add("last " + out.detach());
            return null;
        });
        assertThat(twice.call(x).detach()).hasToString("tensor([-4.,  2.])");
        assertThat(seen)
                .containsExactly(
                        "before tensor([ 1., -2.])",
                        "after tensor([ 2., -1.]) tensor([ 4., -2.])",
                        "last tensor([-4.,  2.])");
        seen.clear();
        first.remove();
        var _ = twice.call(x);
        assertThat(seen).hasSize(2);
        assertThat(twice.forward(x).detach()).hasToString("tensor([ 2., -4.])");
    }

    @Test
    void runInsideASequential() {
        HookHandle _ = twice.registerForwardHook((_, _, out) -> {
            seen.add(out.detach().toString());
            return null;
        });
        assertThat(new Sequential(twice, new ReLU()).forward(x).detach()).hasToString("tensor([2., 0.])");
        assertThat(seen).containsExactly("tensor([ 2., -4.])");
    }

    @Test
    void seeAndChangeGradients() {
        HookHandle _ = twice.registerFullBackwardHook((module, in, out) -> {
            assertThat(module).isSameAs(twice);
            seen.add(in + " " + out);
            return null;
        });
        HookHandle change = twice.registerFullBackwardHook(
                (_, in, _) -> gradients(Objects.requireNonNull(in.getFirst()).mul(10)));
        twice.call(x.mul(3)).sum().backward();
        assertThat(seen).containsExactly("[tensor([2., 2.])] tensor([1., 1.])");
        assertThat(x.grad()).hasToString("tensor([60., 60.])");
        change.remove();
        x.setGrad(null);
        Tensor out = twice.call(x);
        out.sum().backward(null, true, false);
        out.sum().backward();
        assertThat(x.grad()).hasToString("tensor([4., 4.])");
        assertThat(seen).hasSize(3);
    }

    @Test
    void seeGradientsOfLossesWithSeveralInputs() {
        MSELoss loss = new MSELoss();
        HookHandle _ = loss.registerFullBackwardHook((_, in, out) -> {
            seen.add(in + " " + out);
            return null;
        });
        loss.call(x, Tensor.of(0f, 0f)).backward();
        assertThat(seen).containsExactly("[tensor([ 1., -2.]), null] tensor(1.)");
    }

    @Test
    void areCalledWithoutGradientsOfInputsToo() {
        Linear linear = new Linear(2, 1);
        HookHandle _ = linear.registerFullBackwardHook((_, in, out) -> {
            seen.add(in + " " + out);
            return null;
        });
        linear.call(x.detach()).sum().backward();
        assertThat(seen).containsExactly("[null] tensor([1.])");
        assertThat(linear.weight().grad()).hasToString("tensor([[ 1., -2.]])");
        boolean before = GradMode.set(false);
        try {
            assertThat(linear.call(x).requiresGrad()).isFalse();
        } finally {
            GradMode.set(before);
        }
    }

    @Test
    void passSecondDerivativesOn() {
        @Nullable Tensor[] first = new @Nullable Tensor[1];
        HookHandle _ = twice.registerFullBackwardHook((_, in, _) -> {
            first[0] = in.getFirst();
            return null;
        });
        twice.call(x).pow(3).sum().backward(null, true, true);
        assertThat(Objects.requireNonNull(first[0]).requiresGrad()).isTrue();
        Tensor slope = Objects.requireNonNull(x.grad());
        slope.sum().backward();
        assertThat(Objects.requireNonNull(x.grad()).detach()).hasToString("tensor([72.,  0.])");
    }

    @Test
    void mustReturnAsManyGradients() {
        HookHandle _ = twice.registerFullBackwardHook((_, in, _) -> gradients(in.getFirst(), null));
        Tensor out = twice.call(x).sum();
        assertThatThrownBy(out::backward)
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("got 2, but expected 1");
    }
}
