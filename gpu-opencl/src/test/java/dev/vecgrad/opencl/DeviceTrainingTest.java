package dev.vecgrad.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.compile.Compiled;
import dev.vecgrad.core.Generator;
import dev.vecgrad.nn.Dropout;
import dev.vecgrad.nn.Linear;
import dev.vecgrad.nn.Losses;
import dev.vecgrad.nn.ReLU;
import dev.vecgrad.nn.Sequential;
import dev.vecgrad.optim.Adam;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.IndexException;
import java.util.List;
import java.util.function.BinaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small model trains on a device as on the processor, eagerly and compiled. */
class DeviceTrainingTest {
    private static final int STEPS = 10;

    /** Sums of products of at most 64 terms, in another order in each step: far below what a wrong gradient makes. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-4);

    private OpenClBackend backend;

    @BeforeEach
    void open() {
        backend = RequireOpenCl.get();
    }

    private static final class Training {
        private final Tensor x;
        private final Tensor y;
        private final BinaryOperator<Tensor> step;

        Training(Device device, boolean compiled) {
            Generator.global().manualSeed(3);
            Sequential model = new Sequential(new Linear(20, 32), new ReLU(), new Dropout(0.2), new Linear(32, 10));
            x = Tensor.randn(64, 20).to(device);
            y = Tensor.randint(0, 10, new long[] {64}).to(device);
            model.to(device);
            Adam adam = new Adam(model.parameters(), Adam.options().lr(0.01));
            BinaryOperator<Tensor> eager = (images, labels) -> {
                adam.zeroGrad();
                Tensor loss = Losses.crossEntropy(model.forward(images), labels);
                loss.backward();
                adam.step();
                return loss;
            };
            step = compiled ? Compiled.of(eager)::call : eager;
        }

        double step() {
            return step(x, y);
        }

        double step(Tensor images, Tensor labels) {
            return step.apply(images, labels).item();
        }

        double[] losses() {
            double[] losses = new double[STEPS];
            for (int i = 0; i < STEPS; i++) {
                losses[i] = step();
            }
            return losses;
        }
    }

    @Test
    void lossesFallAsOnTheProcessor() {
        double[] here = new Training(Device.CPU, false).losses();
        double[] there = new Training(Device.opencl(0), false).losses();
        assertThat(there).containsExactly(here, ROUNDING);
        assertThat(there[STEPS - 1]).isLessThan(there[0] - 0.3);
    }

    @Test
    void compiledStepsGiveTheSameBits() {
        assertThat(new Training(Device.opencl(0), true).losses())
                .containsExactly(new Training(Device.opencl(0), false).losses());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStepCopiesItsLoss(boolean compiled) {
        Training training = new Training(Device.opencl(0), compiled);
        double _ = training.step();
        double _ = training.step();
        Transfers.Counts before = backend.queue().transfers().counts();
        double _ = training.step();
        assertThat(backend.queue().transfers().counts().since(before))
                .isEqualTo(new Transfers.Counts(1, Float.BYTES, 0, 0));
    }

    /** The batch's bytes go there, in a copy for each of its two tensors; the loss comes back, and nothing else crosses. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStepCopiesItsBatchInAndItsLossOut(boolean compiled) {
        Training training = new Training(Device.opencl(0), compiled);
        Tensor images = training.x.to(Device.CPU);
        Tensor labels = training.y.to(Device.CPU);
        for (int i = 0; i < 2; i++) {
            double _ = training.step(images.to(backend.device()), labels.to(backend.device()));
        }
        Transfers.Counts before = backend.queue().transfers().counts();
        double _ = training.step(images.to(backend.device()), labels.to(backend.device()));
        long batch = images.numel() * Float.BYTES + labels.numel() * Long.BYTES;
        assertThat(backend.queue().transfers().counts().since(before))
                .isEqualTo(new Transfers.Counts(1, Float.BYTES, 2, batch));
    }

    /** Wrong labels that the host has brought, and some that the device has made. */
    @Test
    void aCompiledStepWithAWrongLabelChangesNothing() {
        double[] undisturbed = new Training(Device.opencl(0), true).losses();
        Training training = new Training(Device.opencl(0), true);
        Tensor brought = training.y.to(Device.CPU).add(10L).to(backend.device());
        Tensor made = training.y.add(10L);
        for (double loss : undisturbed) {
            for (Tensor wrong : List.of(brought, made)) {
                assertThatThrownBy(() -> training.step(training.x, wrong))
                        .isInstanceOf(IndexException.class)
                        .hasMessageMatching("cross_entropy: Target 1\\d is out of bounds\\.: labels are from 0 to 9");
            }
            assertThat(training.step()).isEqualTo(loss);
        }
    }
}
