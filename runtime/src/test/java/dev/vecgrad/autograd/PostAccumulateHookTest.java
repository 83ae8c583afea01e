package dev.vecgrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.HookHandle;
import dev.vecgrad.optim.SGD;
import dev.vecgrad.type.AutogradException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hooks that run when a leaf's gradient has been added up, as in PyTorch 2.13. */
class PostAccumulateHookTest {
    private final Tensor x = Tensor.of(1f, 2f).requiresGrad_(true);
    private final List<String> seen = new ArrayList<>();

    @Test
    void seesTheSum() {
        HookHandle _ = x.registerHook(gradient -> gradient.mul(2));
        HookHandle hook = x.registerPostAccumulateGradHook(leaf -> {
            assertThat(leaf).isSameAs(x);
            seen.add("a " + leaf.grad());
        });
        HookHandle _ = x.registerPostAccumulateGradHook(leaf -> seen.add("b " + leaf.grad()));
        x.mul(3).sum().backward();
        assertThat(seen).containsExactly("a tensor([6., 6.])", "b tensor([6., 6.])");
        hook.remove();
        hook.remove();
        x.sum().backward();
        assertThat(seen).hasSize(3).endsWith("b tensor([8., 8.])");
    }

    @Test
    void stepsWhileBackwardIsRunning() {
        Tensor other = Tensor.of(5.0).requiresGrad_(true);
        for (Tensor parameter : List.of(x, other)) {
            SGD sgd = new SGD(List.of(parameter), SGD.options().lr(0.5));
            HookHandle _ = parameter.registerPostAccumulateGradHook(leaf -> {
                sgd.step();
                sgd.zeroGrad();
            });
        }
        x.square().sum().mul(other).backward();
        assertThat(x.detach()).hasToString("tensor([-4., -8.])");
        assertThat(other.detach()).hasToString("tensor(2.5000)");
        assertThat(x.grad()).isNull();
    }

    @Test
    void isNotForGradWithoutAccumulation() {
        HookHandle _ = x.registerPostAccumulateGradHook(_ -> seen.add("called"));
        assertThat(Autograd.grad(x.square().sum(), x)).hasToString("tensor([2., 4.])");
        assertThat(seen).isEmpty();
    }

    @Test
    void isForLeavesAlone() {
        assertThatThrownBy(() -> Tensor.of(1.0).registerPostAccumulateGradHook(_ -> {}))
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("cannot register a hook on a tensor that doesn't require gradient");
        assertThatThrownBy(() -> x.mul(2).registerPostAccumulateGradHook(_ -> {}))
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("post accumulate grad hooks cannot be registered on non-leaf tensors");
    }
}
