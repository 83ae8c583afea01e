package dev.vecgrad.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Derivatives up to the sixth beside closed forms, in float64. */
class HighOrderTest {
    private static final int ORDER = 6;

    private static double[] derivatives(UnaryOperator<Tensor> f, double at) {
        Tensor x = Tensor.scalar(at, DType.FLOAT64).requiresGrad_(true);
        Tensor y = f.apply(x);
        double[] found = new double[ORDER + 1];
        for (int n = 0; n <= ORDER; n++) {
            found[n] = y.item();
            y = n == ORDER ? y : Autograd.grad(y, x, GradOptions.CREATE_GRAPH);
        }
        return found;
    }

    private static void check(double[] found, double... expected) {
        for (int n = 0; n <= ORDER; n++) {
            assertThat(found[n])
                    .as("derivative " + n)
                    .isCloseTo(expected[n], offset(1e-9 * Math.max(1, Math.abs(expected[n]))));
        }
    }

    @Test
    void ofAPolynomial() {
        double x = 1.5;
        check(
                derivatives(t -> t.pow(6).sub(t.pow(4).mul(2)), x),
                Math.pow(x, 6) - 2 * Math.pow(x, 4),
                6 * Math.pow(x, 5) - 8 * Math.pow(x, 3),
                30 * Math.pow(x, 4) - 24 * x * x,
                120 * Math.pow(x, 3) - 48 * x,
                360 * x * x - 48,
                720 * x,
                720);
    }

    @Test
    void ofTheSine() {
        double x = 0.7;
        double s = Math.sin(x);
        double c = Math.cos(x);
        check(derivatives(Tensor::sin, x), s, c, -s, -c, s, c, -s);
    }

    @Test
    void ofTheLogarithm() {
        double x = 2.5;
        double[] expected = new double[ORDER + 1];
        expected[0] = Math.log(x);
        double factorial = 1;
        for (int n = 1; n <= ORDER; n++) {
            expected[n] = (n % 2 == 1 ? 1 : -1) * factorial / Math.pow(x, n);
            factorial *= n;
        }
        check(derivatives(Tensor::log, x), expected);
    }

    /* The n-th derivative of exp(a x) x is a^(n-1) (n + a x) exp(a x). */
    @Test
    void ofAProduct() {
        double x = 0.3;
        double a = -1.25;
        double[] expected = new double[ORDER + 1];
        for (int n = 0; n <= ORDER; n++) {
            expected[n] = Math.pow(a, n - 1) * (n + a * x) * Math.exp(a * x);
        }
        check(derivatives(t -> t.mul(a).exp().mul(t), x), expected);
    }

    /* tanh' = 1 - tanh^2, so every derivative is a polynomial in tanh, made by p' (1 - t^2). */
    @Test
    void ofTheHyperbolicTangent() {
        double t = Math.tanh(0.4);
        double[] p = {0, 1};
        double[] expected = new double[ORDER + 1];
        for (int n = 0; n <= ORDER; n++) {
            double power = 1;
            for (double coefficient : p) {
                expected[n] += coefficient * power;
                power *= t;
            }
            double[] next = new double[p.length + 1];
            for (int i = 1; i < p.length; i++) {
                next[i - 1] += i * p[i];
                next[i + 1] -= i * p[i];
            }
            p = next;
        }
        check(derivatives(Tensor::tanh, 0.4), expected);
    }
}
