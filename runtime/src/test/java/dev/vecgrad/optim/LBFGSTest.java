package dev.vecgrad.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vecgrad.Tensor;
import dev.vecgrad.golden.GoldenFile;
import dev.vecgrad.type.VecgradException;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LBFGSTest {
    private static final GoldenFile GOLDEN = GoldenFile.read("optimizers.txt");

    private static LBFGSOptions wolfe() {
        return LBFGS.options().lineSearch(LBFGS.LineSearch.STRONG_WOLFE);
    }

    private static Tensor rosenbrock(Tensor x) {
        Tensor head = x.narrow(0, 0, 3);
        Tensor tail = x.narrow(0, 1, 3);
        return head.rsub(1)
                .square()
                .add(tail.sub(head.square()).square().mul(100))
                .sum();
    }

    private static Tensor quartic(Tensor x) {
        return x.sub(0.5).square().square().sum().add(x.mul(x).sum().mul(0.25));
    }

    static Stream<Arguments> cases() {
        UnaryOperator<Tensor> rosenbrock = LBFGSTest::rosenbrock;
        UnaryOperator<Tensor> quartic = LBFGSTest::quartic;
        return Stream.of(
                Arguments.of("LBFGS rosenbrock wolfe", rosenbrock, wolfe()),
                Arguments.of(
                        "LBFGS rosenbrock long",
                        rosenbrock,
                        wolfe().maxIter(200).maxEval(400)),
                Arguments.of(
                        "LBFGS rosenbrock short history",
                        rosenbrock,
                        wolfe().historySize(2).maxIter(8)),
                Arguments.of(
                        "LBFGS quartic plain", quartic, LBFGS.options().lr(0.3).maxIter(7)),
                Arguments.of("LBFGS quartic wolfe", quartic, wolfe().lr(5)),
                Arguments.of("LBFGS quartic tolerance", quartic, wolfe().toleranceGrad(1e-2)),
                Arguments.of(
                        "LBFGS quartic change", quartic, LBFGS.options().lr(0.5).toleranceChange(1e-3)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void takesTheStepsThatPytorchTakes(String name, UnaryOperator<Tensor> function, LBFGSOptions options) {
        Tensor x = Tensor.of(new double[] {-1.2, 1.0, 0.5, -0.3}).requiresGrad_(true);
        var lbfgs = new LBFGS(List.of(x), options);
        double[] expected = GOLDEN.doubles(name);
        for (int at = 0; at < expected.length; at += 7) {
            double loss = lbfgs.step(closure(x, function)).item();
            /* The same points up to rounding, which the steep valley magnifies. */
            assertThat(loss).isCloseTo(expected[at], within(1e-6 * (1e-3 + expected[at])));
            assertThat(lbfgs.iterations()).isEqualTo((int) expected[at + 1]);
            assertThat(lbfgs.evaluations()).isEqualTo((int) expected[at + 2]);
            for (int i = 0; i < 4; i++) {
                assertThat(x.toDoubleArray()[i]).isCloseTo(expected[at + 3 + i], within(1e-7));
            }
        }
    }

    @Test
    void severalParametersAreOneVector() {
        Tensor a = Tensor.of(new double[] {-1.2, 1.0}).requiresGrad_(true);
        Tensor b = Tensor.of(new double[] {0.5, -0.3}).requiresGrad_(true);
        Tensor unused = Tensor.of(7.0).requiresGrad_(true);
        var split = new LBFGS(List.of(a, unused, b), wolfe());
        split.step(() -> {
            a.setGrad(null);
            b.setGrad(null);
            Tensor loss = quartic(Tensor.cat(List.of(a, b), 0));
            loss.backward();
            return loss;
        });
        Tensor x = Tensor.of(new double[] {-1.2, 1.0, 0.5, -0.3}).requiresGrad_(true);
        new LBFGS(List.of(x), wolfe()).step(closure(x, LBFGSTest::quartic));
        assertThat(Tensor.cat(List.of(a, b), 0).toDoubleArray()).isEqualTo(x.toDoubleArray());
        assertThat(unused.item()).isEqualTo(7);
    }

    @Test
    void anOptimumIsLeftAlone() {
        Tensor x = Tensor.of(new double[] {1.0, 1, 1, 1}).requiresGrad_(true);
        var lbfgs = new LBFGS(List.of(x), wolfe());
        assertThat(lbfgs.step(closure(x, LBFGSTest::rosenbrock)).item()).isZero();
        assertThat(lbfgs.iterations()).isZero();
        assertThat(lbfgs.evaluations()).isEqualTo(1);
    }

    @Test
    void aNegativeLearningRateIsAnError() {
        assertThatThrownBy(() -> LBFGS.options().lr(-1))
                .isInstanceOf(VecgradException.class)
                .hasMessageContaining("Invalid learning rate: -1.0");
    }

    private static Supplier<Tensor> closure(Tensor x, UnaryOperator<Tensor> function) {
        return () -> {
            x.setGrad(null);
            Tensor loss = function.apply(x);
            loss.backward();
            return loss;
        };
    }
}
