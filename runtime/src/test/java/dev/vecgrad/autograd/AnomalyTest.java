package dev.vecgrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.DType;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The op whose gradient goes wrong is named, with the place where it was called. */
class AnomalyTest {
    private final Tensor x = Tensor.of(0.0).requiresGrad_(true);

    private static String here() {
        return StackWalker.getInstance()
                .walk(frames -> frames.skip(1).findFirst().orElseThrow())
                .toStackTraceElement()
                .toString();
    }

    @Test
    void namesNodeAndCall() {
        try (AnomalyGuard _ = Autograd.detectAnomaly()) {
            assertThat(Autograd.isAnomalyEnabled()).isTrue();
            String before = here();
            Tensor root = x.sqrt();
            Tensor y = root.mul(0);
            AutogradException e = catchThrowableOfType(AutogradException.class, y::backward);
            assertThat(e)
                    .hasMessageStartingWith(
                            "SqrtBackward0: Function 'SqrtBackward0' returned nan values in its 0th output.")
                    .hasMessageContaining("the forward call was at " + nextLine(before));
            assertThat(Objects.requireNonNull(e.getCause()).getStackTrace())
                    .anySatisfy(frame -> assertThat(frame.getMethodName()).isEqualTo("sqrt"));
        }
        assertThat(Autograd.isAnomalyEnabled()).isFalse();
        x.sqrt().mul(0).backward();
        assertThat(x.grad()).hasToString("tensor(nan)");
    }

    private static String nextLine(String frame) {
        int colon = frame.lastIndexOf(':');
        int line = Integer.parseInt(frame.substring(colon + 1, frame.length() - 1));
        return frame.substring(0, colon + 1) + (line + 1) + ")";
    }

    @Test
    void namesTheCallThatInducedAnother() {
        try (AnomalyGuard _ = Autograd.detectAnomaly()) {
            Tensor first = Autograd.grad(x.add(1).pow(1.5).mul(x), x, GradOptions.CREATE_GRAPH);
            assertThat(first).hasToString("tensor(1., grad_fn=<AddBackward0>)");
            Tensor z = Tensor.scalar(0, DType.FLOAT64).requiresGrad_(true);
            Tensor slope = Autograd.grad(z.pow(1.5), z, GradOptions.CREATE_GRAPH);
            assertThatThrownBy(() -> slope.mul(0).backward())
                    .hasMessageContaining("returned nan values")
                    .hasMessageContaining(", induced by the backward of PowBackward0, whose forward call was at ");
        }
    }

    @Test
    void saysWhenItCameTooLate() {
        Tensor y = x.sqrt().mul(0);
        try (AnomalyGuard _ = Autograd.detectAnomaly()) {
            assertThatThrownBy(y::backward).hasMessageContaining("the op was recorded outside detectAnomaly");
        }
    }

    @Test
    void tellsExceptionsWithTheirCallAndLeavesNanIfAsked() {
        try (AnomalyGuard outer = Autograd.detectAnomaly();
                AnomalyGuard inner = Autograd.detectAnomaly(false)) {
            assertThat(outer).isNotSameAs(inner);
            x.sqrt().mul(0).backward();
            assertThat(x.grad()).hasToString("tensor(nan)");
            Tensor w = Tensor.of(1f, 2f).requiresGrad_(true);
            Tensor y = w.exp();
            Tensor z = y.mul(2);
            var _ = y.add_(1);
            assertThatThrownBy(() -> z.add(y).sum().backward())
                    .hasMessageContaining("has been modified by an inplace operation")
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        }
    }

    @Test
    void findsNanAmongMany() {
        Tensor many = Tensor.ones(3, 1000).requiresGrad_(true);
        try (AnomalyGuard _ = Autograd.detectAnomaly()) {
            many.t().sqrt().sum().backward();
            Tensor zeros = Tensor.zeros(3, 1000);
            var _ = zeros.select(0, 2).fill_(1);
            Tensor y = many.mul(0).add(zeros).sqrt();
            assertThatThrownBy(() -> y.mul(Tensor.zeros(3, 1000)).sum().backward())
                    .hasMessageContaining("'SqrtBackward0' returned nan");
        }
    }
}
