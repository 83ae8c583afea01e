package dev.vecgrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import org.junit.jupiter.api.Test;

class AveragedModelTest {
    /** A weight, and a buffer that counts. */
    private static final class Net extends Layer {
        private final Parameter weight = register("weight", new Parameter(Tensor.of(new float[] {1, 2})));
        private final Tensor mean = registerBuffer("mean", Tensor.of(new float[] {8}));

        @Override
        public Tensor forward(Tensor x) {
            return x.mul(weight).add(mean);
        }

        void set(float a, float b, float m) {
            weight.detach().copy_(Tensor.of(a, b));
            mean.copy_(Tensor.of(new float[] {m}));
        }
    }

    private static float[] weight(AveragedModel averaged) {
        return averaged.module().parameters().getFirst().toFloatArray();
    }

    private static float buffer(AveragedModel averaged) {
        return averaged.module().buffers().getFirst().toFloatArray()[0];
    }

    @Test
    void anEqualAverage() {
        var net = new Net();
        var averaged = new AveragedModel(net, new Net(), AveragedModel.swa());
        for (int i = 1; i <= 4; i++) {
            net.set(i, 2 * i, i);
            averaged.updateParameters(net);
        }
        assertThat(weight(averaged)).containsExactly(2.5f, 5);
        assertThat(buffer(averaged)).isEqualTo(4);
        assertThat(averaged.averaged()).isEqualTo(4);
        assertThat(averaged.forward(Tensor.ones(2)).toFloatArray()).containsExactly(6.5f, 9);
        assertThat(net.parameters().getFirst().toFloatArray()).containsExactly(4, 8);
    }

    @Test
    void aFadingAverage() {
        var net = new Net();
        var averaged = new AveragedModel(net, new Net(), AveragedModel.ema(0.75).useBuffers(true));
        net.set(4, 0, 4);
        averaged.updateParameters(net);
        assertThat(weight(averaged)).containsExactly(4, 0);
        net.set(8, 4, 0);
        averaged.updateParameters(net);
        assertThat(weight(averaged)).containsExactly(5, 1);
        assertThat(buffer(averaged)).isEqualTo(3);
    }

    @Test
    void itsStateGoesOn() {
        var net = new Net();
        var averaged = new AveragedModel(net, new Net(), AveragedModel.swa());
        assertThat(averaged.stateDict().keySet()).containsExactly("n_averaged", "module.weight", "module.mean");
        net.set(2, 2, 2);
        averaged.updateParameters(net);
        var later = new AveragedModel(net, new Net(), AveragedModel.swa());
        later.loadStateDict(averaged.stateDict());
        net.set(4, 6, 2);
        later.updateParameters(net);
        assertThat(weight(later)).containsExactly(3, 4);
        assertThat(later.averaged()).isEqualTo(2);
    }

    @Test
    void otherArchitecturesAreErrors() {
        assertThatThrownBy(() -> new AveragedModel(new Net(), new Linear(2, 2), AveragedModel.swa()))
                .isInstanceOf(StateDictException.class);
        var averaged = new AveragedModel(new Net(), new Net(), AveragedModel.swa());
        assertThatThrownBy(() -> averaged.updateParameters(new Tanh())).hasMessageContaining("has no");
        assertThatThrownBy(() -> AveragedModel.ema(1)).hasMessageContaining("Invalid decay value");
    }
}
