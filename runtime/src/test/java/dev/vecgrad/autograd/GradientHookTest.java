package dev.vecgrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.GradientHook;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions that see gradients on their way. What is expected is what PyTorch 2.13 does. */
class GradientHookTest {
    private final Tensor x = Tensor.of(1f, 2f).requiresGrad_(true);
    private final List<String> seen = new ArrayList<>();

    private Tensor see(Tensor gradient) {
        seen.add(gradient.toString());
        return gradient;
    }

    @Test
    void ofALeafChangesWhatIsAccumulated() {
        GradientHook hook = x.registerHook(gradient -> gradient.mul(2));
        x.mul(3).sum().backward();
        assertThat(x.grad()).hasToString("tensor([6., 6.])");
        hook.remove();
        hook.remove();
        x.mul(3).sum().backward();
        assertThat(x.grad()).hasToString("tensor([9., 9.])");
    }

    @Test
    void ofATensorInTheMiddleChangesWhatGoesOn() {
        Tensor y = x.mul(2);
        GradientHook _ = y.registerHook(gradient -> gradient.mul(10));
        y.retainGrad();
        y.sum().backward();
        assertThat(y.grad()).hasToString("tensor([10., 10.])");
        assertThat(x.grad()).hasToString("tensor([20., 20.])");
    }

    @Test
    void seesTheWholeGradientOnce() {
        GradientHook _ = x.registerHook(this::see);
        x.mul(x).add(x.mul(5)).sum().backward();
        assertThat(seen).containsExactly("tensor([7., 9.])");
        assertThat(x.grad()).hasToString("tensor([7., 9.])");
    }

    @Test
    void nullLeavesTheGradient() {
        Tensor y = x.exp().detach().requiresGrad_(true);
        GradientHook _ = y.registerHook(gradient -> {
            see(gradient);
            return null;
        });
        y.sum().backward();
        assertThat(seen).hasSize(1);
        assertThat(y.grad()).hasToString("tensor([1., 1.])");
    }

    @Test
    void runInTheirOrder() {
        GradientHook _ = x.registerHook(gradient -> gradient.add(1));
        GradientHook _ = x.registerHook(gradient -> gradient.mul(2));
        x.sum().backward();
        assertThat(x.grad()).hasToString("tensor([4., 4.])");
    }

    @Test
    void whatIsAskedForIsHookedToo() {
        Tensor y = x.mul(2);
        GradientHook _ = x.registerHook(gradient -> gradient.add(1));
        GradientHook _ = y.registerHook(gradient -> gradient.mul(10));
        assertThat(Autograd.grad(y.sum(), y, GradOptions.RETAIN_GRAPH)).hasToString("tensor([10., 10.])");
        assertThat(Autograd.grad(y.sum(), x)).hasToString("tensor([21., 21.])");
        assertThat(x.grad()).isNull();
    }

    @Test
    void stayWithTheOpWhenTheTensorIsWritten() {
        Tensor y = x.mul(2);
        GradientHook _ = y.registerHook(this::see);
        y.mul_(3);
        GradientHook _ = y.registerHook(this::see);
        y.sum().backward();
        assertThat(seen).containsExactly("tensor([1., 1.])", "tensor([3., 3.])");
    }

    @Test
    void ofOneOfSeveralResultsSeesItsOwn() {
        Tensor values = Tensor.of(new float[][] {{1, 5}, {4, 2}})
                .requiresGrad_(true)
                .max(1)
                .values();
        GradientHook _ = values.registerHook(this::see);
        values.mul(Tensor.of(2f, 3f)).sum().backward();
        assertThat(seen).containsExactly("tensor([2., 3.])");
    }

    @Test
    void areRecordedWhenAGraphIsCreated() {
        GradientHook _ = x.registerHook(gradient -> gradient.mul(x));
        Tensor slope = Autograd.grad(x.pow(2).sum(), x, GradOptions.CREATE_GRAPH);
        assertThat(slope.detach()).hasToString("tensor([2., 8.])");
        slope.sum().backward();
        /* d(2 x^2) = 4 x, shown to the hook again: 4 x^2. */
        assertThat(x.grad()).hasToString("tensor([ 4., 16.])");
    }

    @Test
    void whatAHookKeepsIsItsOwn() {
        List<Tensor> kept = new ArrayList<>();
        Tensor y = x.mul(2);
        GradientHook _ = y.registerHook(gradient -> {
            kept.add(gradient);
            return null;
        });
        y.mul(5).sum().backward();
        assertThat(kept).hasToString("[tensor([5., 5.])]");
    }

    @Test
    void wrongOnesAreClearErrors() {
        assertThatThrownBy(() -> Tensor.ones(2).registerHook(gradient -> gradient))
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("cannot register a hook on a tensor that doesn't require gradient");
        Tensor y = x.mul(2);
        GradientHook wrong = y.registerHook(Tensor::sum);
        assertThatThrownBy(() -> y.sum().backward())
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("hook has changed the size of value");
        wrong.remove();
        GradientHook _ = y.registerHook(gradient -> gradient.to(DType.FLOAT64));
        assertThatThrownBy(() -> y.sum().backward()).hasMessageContaining("hook has changed the type of value");
    }
}
