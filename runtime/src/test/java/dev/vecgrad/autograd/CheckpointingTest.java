package dev.vecgrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.core.HookHandle;
import dev.vecgrad.memory.Memory;
import dev.vecgrad.memory.Scope;
import dev.vecgrad.nn.Dropout;
import dev.vecgrad.nn.Linear;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is computed again in backward gives the same gradients to the bit, from less memory. */
class CheckpointingTest {
    private final Tensor w = numbers(3, 3).requiresGrad_(true);
    private final Tensor x = numbers(2, 3).add(0.5).requiresGrad_(true);
    private final AtomicInteger runs = new AtomicInteger();

    private static Tensor numbers(long... sizes) {
        return Tensor.arange(1, sizes[0] * sizes[1] + 1.0, 1, DType.FLOAT64)
                .div(7)
                .view(sizes);
    }

    /** Several ops that save inputs, outputs and constants, and one in place. */
    private Tensor block(Tensor... in) {
        runs.incrementAndGet();
        Tensor hidden = in[0].matmul(w).tanh();
        Tensor scaled = hidden.mul(hidden.exp()).mul_(2);
        return scaled.softmax(1).mul(in[0]).sigmoid();
    }

    private Tensor plain() {
        return block(block(x));
    }

    private Tensor checkpointed() {
        return Checkpointing.run(this::block, Checkpointing.run(this::block, x));
    }

    private double[] gradient(Tensor y, Tensor by) {
        return Autograd.grad(List.of(y.square().sum()), List.of(by), null, GradOptions.RETAIN_GRAPH)
                .getFirst()
                .toDoubleArray();
    }

    @Test
    void givesTheSameResultAndGradients() {
        Tensor expected = plain();
        Tensor y = checkpointed();
        assertThat(y.toDoubleArray()).isEqualTo(expected.toDoubleArray());
        assertThat(runs).hasValue(4);
        assertThat(gradient(y, w)).isEqualTo(gradient(expected, w));
        assertThat(runs).hasValue(6);
        assertThat(gradient(y, x)).isEqualTo(gradient(expected, x));
        y.square().sum().backward();
        double[] found = Objects.requireNonNull(w.grad()).toDoubleArray();
        w.setGrad(null);
        expected.square().sum().backward();
        assertThat(found).isEqualTo(Objects.requireNonNull(w.grad()).toDoubleArray());
        assertThatThrownBy(() -> y.sum().backward())
                .hasMessageContaining("Trying to backward through the graph a second time");
    }

    @Test
    void givesTheSameSecondDerivatives() {
        Tensor[] results = {plain(), checkpointed()};
        double[][] second = new double[2][];
        for (int i = 0; i < 2; i++) {
            Tensor first = Autograd.grad(results[i].square().sum(), w, GradOptions.CREATE_GRAPH);
            second[i] = Autograd.grad(first.square().sum(), w).toDoubleArray();
        }
        assertThat(second[1]).isEqualTo(second[0]);
    }

    @Test
    void nests() {
        Tensor expected = plain().square();
        Tensor y = Checkpointing.run(
                in -> Checkpointing.run(this::block, Checkpointing.run(this::block, in))
                        .square(),
                x);
        assertThat(gradient(y, w)).isEqualTo(gradient(expected, w));
        Tensor[] results = {expected, y};
        double[][] second = new double[2][];
        for (int i = 0; i < 2; i++) {
            Tensor first = Autograd.grad(results[i].sum(), x, GradOptions.CREATE_GRAPH);
            second[i] = Autograd.grad(first.square().sum(), w).toDoubleArray();
        }
        assertThat(second[1]).isEqualTo(second[0]);
    }

    @Test
    void worksInsideTapes() {
        Variable v = new Variable(numbers(2, 3));
        double[][] found = new double[2][];
        for (int i = 0; i < 2; i++) {
            GradientTape tape = new GradientTape();
            Tensor y;
            try (tape) {
                TensorFunction f = in -> in[0].tanh().mul(in[0].exp()).square();
                y = (i == 0 ? f.apply(v) : Checkpointing.run(f, v)).sum();
            }
            found[i] = Objects.requireNonNull(tape.gradient(y, v)).toDoubleArray();
        }
        assertThat(found[1]).isEqualTo(found[0]);
    }

    @Test
    void repeatsRandomNumbers() {
        Dropout dropout = new Dropout(0.5);
        Tensor many = Tensor.ones(100).requiresGrad_(true);
        Generator before = Generator.global();
        try {
            Generator.setGlobal(Generator.pytorch(3));
            Tensor y = Checkpointing.run(in -> dropout.forward(in[0].exp()).square(), many);
            Tensor next = Tensor.rand(5);
            y.sum().backward();
            Tensor after = Tensor.rand(5);
            double e2 = 2 * Math.exp(2) * 4;
            assertThat(Objects.requireNonNull(many.grad()).toDoubleArray())
                    .isEqualTo(y.detach().mul(2).toDoubleArray())
                    .contains(0)
                    .contains(new double[] {e2}, offset(1e-3));
            Generator.setGlobal(Generator.pytorch(3));
            dropout.forward(many.detach());
            assertThat(Tensor.rand(5).toFloatArray()).isEqualTo(next.toFloatArray());
            assertThat(Tensor.rand(5).toFloatArray()).isEqualTo(after.toFloatArray());
        } finally {
            Generator.setGlobal(before);
        }
    }

    @Test
    void isNothingWithoutGradients() {
        Tensor y = Autograd.noGrad(() -> Checkpointing.run(this::block, x));
        assertThat(y.requiresGrad()).isFalse();
        Tensor constant = Checkpointing.run(in -> in[0].exp(), Tensor.ones(2));
        assertThat(constant.requiresGrad()).isFalse();
        Tensor same = Checkpointing.run(in -> in[0], x);
        same.sum().backward();
        assertThat(Objects.requireNonNull(x.grad()).toDoubleArray()).containsOnly(1);
    }

    @Test
    void givesSeveralResults() {
        Tensor[] y = Checkpointing.runAll(
                List.of(), in -> new Tensor[] {in[0].exp(), in[0].exp().mul(in[1].sin())}, x, w.slice(0, 0, 2));
        Tensor loss = y[0].sum().add(y[1].square().sum());
        Tensor same =
                x.exp().sum().add(x.exp().mul(w.slice(0, 0, 2).sin()).square().sum());
        assertThat(gradient(loss, w)).isEqualTo(gradient(same, w));
        assertThat(gradient(loss, x)).isEqualTo(gradient(same, x));
    }

    @Test
    void mustDoTheSameEachTime() {
        Tensor more = Checkpointing.run(
                in -> runs.getAndIncrement() == 0 ? in[0].exp() : in[0].exp().exp(), x);
        assertThatThrownBy(() -> more.sum().backward())
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining(
                        "A different number of tensors was saved during the original forward and recomputation.");
        runs.set(0);
        Tensor other = Checkpointing.run(
                in -> (runs.getAndIncrement() == 0 ? in[0] : in[0].view(3, 2))
                        .add(1)
                        .exp()
                        .sum(),
                x);
        assertThatThrownBy(other::backward)
                .hasMessageContaining("have different metadata than during the forward pass");
    }

    @Test
    void aChangedInputIsFound() {
        Tensor input = x.mul(2);
        Tensor y = Checkpointing.run(in -> in[0].exp().square(), input);
        var _ = input.add_(1);
        assertThatThrownBy(() -> y.sum().backward()).hasMessageContaining("has been modified by an inplace operation");
    }

    @Test
    void aGradientThatIsASavedTensorOutlivesIt() {
        Tensor scale = Tensor.scalar(1, DType.FLOAT64).requiresGrad_(true);
        Tensor y = Checkpointing.run(
                in -> {
                    Tensor made = in[0].exp();
                    return new Identity()
                            .apply(made.detach(), in[1].expand(2, 3))
                            .sum();
                },
                x,
                scale);
        Tensor gradient = Autograd.grad(y, scale);
        assertThat(gradient.item()).isEqualTo(x.detach().exp().sum().item());
    }

    /** Its second input's gradient is its first input, as it was saved. */
    private static final class Identity extends Function {
        @Override
        protected Tensor[] forward(Context ctx, Tensor... inputs) {
            ctx.saveForBackward(inputs[0]);
            return new Tensor[] {inputs[0].mul(inputs[1])};
        }

        @Override
        protected @Nullable Tensor[] backward(Context ctx, Tensor... gradOutputs) {
            return new @Nullable Tensor[] {null, ctx.saved(0)};
        }
    }

    @Test
    void needsLessMemory() {
        List<Linear> layers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            layers.add(new Linear(32, 32));
        }
        long without = most(layers, false);
        long with = most(layers, true);
        long activation = 128L * 32 * Float.BYTES;
        assertThat(without).isGreaterThan(12 * 6 * activation);
        assertThat(with).isLessThan(without / 2);
    }

    /* The most bytes in use when a gradient arrives at a layer's input, beyond what there was before. */
    private static long most(List<Linear> layers, boolean checkpointed) {
        long[] most = {0};
        try (Scope _ = Scope.open()) {
            long before = Memory.stats().live();
            Tensor h = Tensor.ones(128, 32).requiresGrad_(true);
            for (Linear layer : layers) {
                TensorFunction block = in ->
                        layer.forward(in[0]).tanh().exp().sigmoid().tanh().exp().sin();
                h = checkpointed ? Checkpointing.run(block, h) : block.apply(h);
                HookHandle _ = h.registerHook(gradient -> {
                    most[0] = Math.max(most[0], Memory.stats().live() - before);
                    return null;
                });
            }
            h.sum().backward();
        }
        return most[0];
    }
}
