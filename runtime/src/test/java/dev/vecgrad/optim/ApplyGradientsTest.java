package dev.vecgrad.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps by gradients that are handed over are those by gradients that lie in the parameters. */
class ApplyGradientsTest {
    private final Tensor a = Tensor.of(1f, 2f).requiresGrad_(true);
    private final Tensor b = Tensor.of(new float[] {3}).requiresGrad_(true);

    @Test
    void isAStep() {
        Tensor twin = a.detach().clone().requiresGrad_(true);
        Adam given = new Adam(List.of(a), Adam.options().lr(0.1));
        Adam own = new Adam(List.of(twin), Adam.options().lr(0.1));
        for (int i = 0; i < 3; i++) {
            Tensor gradient = Tensor.of(1f + i, -2f);
            given.applyGradients(gradient, a);
            twin.setGrad(gradient.clone());
            own.step();
        }
        assertThat(a.toFloatArray()).isEqualTo(twin.toFloatArray());
        assertThat(a.grad()).isNull();
    }

    @Test
    void usesTheChoicesOfTheGroupAndLeavesOutNulls() {
        SGD sgd = new SGD(List.of(a), SGD.options().lr(1));
        var _ = sgd.addGroup(List.of(b), SGD.options().lr(0.5));
        sgd.applyGradients(List.of(Tensor.of(new float[] {2}), Tensor.of(1f, 1f)), List.of(b, a));
        assertThat(a.detach()).hasToString("tensor([0., 1.])");
        assertThat(b.detach()).hasToString("tensor([2.])");
        sgd.applyGradients(Arrays.asList(null, Tensor.of(new float[] {2})), List.of(a, b));
        assertThat(a.detach()).hasToString("tensor([0., 1.])");
        assertThat(b.detach()).hasToString("tensor([1.])");
    }

    @Test
    void refusesWhatDoesNotFit() {
        SGD sgd = new SGD(List.of(a), SGD.options().lr(1));
        assertThatThrownBy(() -> sgd.applyGradients(Arrays.asList((Tensor) null), List.of(a)))
                .hasMessageContaining("No gradients provided for any variable");
        assertThatThrownBy(() -> sgd.applyGradients(List.of(), List.of(a)))
                .hasMessageContaining("got 0 gradients and 1 variables");
        assertThatThrownBy(() -> sgd.applyGradients(Tensor.ones(3), a))
                .hasMessageContaining("float32 [3] and its variable float32 [2]");
        assertThatThrownBy(() -> sgd.applyGradients(Tensor.ones(2).to(DType.FLOAT64), a))
                .hasMessageContaining("float64 [2]");
        assertThatThrownBy(() -> sgd.applyGradients(List.of(Tensor.ones(2), Tensor.ones(1)), List.of(a, b)))
                .hasMessageContaining("the variable at index 1 is not among the parameters");
        assertThat(a.detach()).hasToString("tensor([1., 2.])");
    }
}
