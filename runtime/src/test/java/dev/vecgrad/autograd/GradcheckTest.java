package dev.vecgrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.AutogradException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GradcheckTest {
    private final Tensor x = Tensor.of(new double[] {0.5, -1.5, 2.0}).requiresGrad_(true);

    /** Twice its input, with a gradient that is off by a factor. */
    private static final class Twice extends Function {
        private final double slope;

        Twice(double slope) {
            this.slope = slope;
        }

        @Override
        protected Tensor[] forward(Context ctx, Tensor... inputs) {
            return new Tensor[] {inputs[0].mul(2)};
        }

        @Override
        protected @Nullable Tensor[] backward(Context ctx, Tensor... gradOutputs) {
            return new Tensor[] {gradOutputs[0].mul(slope)};
        }
    }

    /** x^2 whose gradient is right and not recorded, so that its own gradient is none. */
    private static final class SquareOnce extends Function {
        @Override
        protected Tensor[] forward(Context ctx, Tensor... inputs) {
            ctx.saveForBackward(inputs[0]);
            return new Tensor[] {inputs[0].mul(inputs[0])};
        }

        @Override
        protected @Nullable Tensor[] backward(Context ctx, Tensor... gradOutputs) {
            return new Tensor[] {ctx.saved(0).detach().mul(2).mul(gradOutputs[0])};
        }
    }

    @Test
    void acceptsRightGradients() {
        Tensor y = Tensor.of(new double[][] {{1, 2, 3}, {-1, 0.5, 4}}).requiresGrad_(true);
        Gradcheck.gradcheck(in -> in[0].mul(in[1]).exp().sum(0), x, y);
        Gradcheck.gradgradcheck(in -> in[0].mul(in[1]).sin(), x, y);
        Gradcheck.gradcheck(in -> in[0].mul(3).add(1), x);
        Gradcheck.gradgradcheck(in -> in[0].mul(3).add(1), x);
    }

    @Test
    void leavesInputsAsTheyWere() {
        Gradcheck.gradcheck(in -> in[0].exp(), x);
        assertThat(x.toDoubleArray()).containsExactly(0.5, -1.5, 2.0);
        assertThat(x.grad()).isNull();
    }

    @Test
    void keepsStrides() {
        Tensor strided =
                Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}}).t().detach().requiresGrad_(true);
        Gradcheck.gradcheck(
                in -> {
                    assertThat(in[0].value().strides()).containsExactly(1, 3);
                    return in[0].mul(in[0]);
                },
                strided);
    }

    @Test
    void namesElementsAndBothNumbers() {
        assertThatThrownBy(() -> Gradcheck.gradcheck(in -> new Twice(3).apply(in), x))
                .isInstanceOf(GradcheckException.class)
                .hasMessageContaining("Jacobian mismatch for output 0 with respect to input 0")
                .hasMessageContaining("element 0 of the output by element 0 of the input")
                .hasMessageContaining("analytical 3.0")
                .hasMessageMatching(".*numerical (2\\.0|1\\.9999)\\d*.*");
        Gradcheck.gradcheck(in -> new Twice(2).apply(in), x);
    }

    @Test
    void namesOutputAndInput() {
        Tensor other = Tensor.of(new double[] {1.0, 2.0}).requiresGrad_(true);
        TensorsFunction wrongSecond =
                in -> new Tensor[] {in[0].sum(), in[0].sum().add(new Twice(2.1).apply(in[1]))};
        assertThatThrownBy(() -> new Gradcheck(1e-6, 1e-5, 1e-3).check(wrongSecond, x, other))
                .hasMessageContaining("for output 1 with respect to input 1");
        new Gradcheck(1e-6, 1e-5, 0.06).check(wrongSecond, x, other);
    }

    @Test
    void findsASecondDerivativeThatIsMissing() {
        Gradcheck.gradcheck(in -> new SquareOnce().apply(in), x);
        assertThatThrownBy(() -> Gradcheck.gradgradcheck(in -> new SquareOnce().apply(in), x))
                .isInstanceOf(GradcheckException.class)
                .hasMessageContaining("with respect to input 0");
    }

    @Test
    void findsAGradientThatChangesFromRunToRun() {
        double[] slope = {2};
        Function fickle = new Function() {
            @Override
            protected Tensor[] forward(Context ctx, Tensor... inputs) {
                return new Tensor[] {inputs[0].mul(2)};
            }

            @Override
            protected @Nullable Tensor[] backward(Context ctx, Tensor... gradOutputs) {
                slope[0] += 1e-9;
                return new Tensor[] {gradOutputs[0].mul(slope[0])};
            }
        };
        assertThatThrownBy(() -> Gradcheck.gradcheck(fickle::apply, x))
                .hasMessageContaining("Backward is not reentrant");
    }

    @Test
    void asksForDoublesThatRequireGradients() {
        assertThatThrownBy(() -> Gradcheck.gradcheck(in -> in[0], Tensor.of(new double[] {1.0, 2.0})))
                .isInstanceOf(AutogradException.class)
                .hasMessageContaining("gradcheck expects at least one input tensor to require gradient");
        assertThatThrownBy(() -> Gradcheck.gradcheck(in -> in[0], Tensor.ones(2).requiresGrad_(true)))
                .hasMessageContaining("Input #0 requires gradient and is not a double precision floating point");
    }
}
