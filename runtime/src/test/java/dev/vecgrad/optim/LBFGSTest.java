package dev.vecgrad.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vecgrad.Tensor;
import dev.vecgrad.golden.Agreement;
import dev.vecgrad.golden.GoldenFile;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.VecgradException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                        "LBFGS quartic change", quartic, LBFGS.options().lr(0.5).toleranceChange(1e-3)),
                Arguments.of("LBFGS quartic ten steps", quartic, oneByOne()),
                Arguments.of("LBFGS quartic one", quartic, oneByOne()),
                Arguments.of("LBFGS quartic extreme", quartic, oneByOne()),
                Arguments.of("LBFGS quartic extreme32", quartic, oneByOne()));
    }

    private static LBFGSOptions oneByOne() {
        return LBFGS.options().lr(0.5).maxIter(1);
    }

    private static Tensor start(String name) {
        return switch (name) {
            case "LBFGS quartic one" -> Tensor.of(new double[] {4}).requiresGrad_(true);
            case "LBFGS quartic extreme" ->
                Tensor.of(new double[] {1, 1e15, -1e-15, 0}).requiresGrad_(true);
            case "LBFGS quartic extreme32" ->
                Tensor.of(new double[] {1, 1e4, -1e-8, 0}).requiresGrad_(true);
            default -> start();
        };
    }

    private static Tensor empty(DType dtype) {
        return Tensor.zeros(new long[] {0, 2}, dtype).requiresGrad_(true);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void takesTheStepsThatPytorchTakes(String name, UnaryOperator<Tensor> function, LBFGSOptions options) {
        Agreement.assertClose(
                steps(name, start(name), function, options), GOLDEN.doubles(name), Agreement.DOUBLE, name);
    }

    static Stream<Arguments> singleCases() {
        return cases().filter(one -> one.get()[2].equals(oneByOne()) && !one.get()[0].equals("LBFGS quartic extreme"));
    }

    /** A step with its loss and gradient is at most 50 operations in a row, which ten steps feed back ten times. */
    @ParameterizedTest
    @MethodSource("singleCases")
    void float32StepsAreNear(String name, UnaryOperator<Tensor> function, LBFGSOptions options) {
        Tensor single = start(name).detach().to(DType.FLOAT32).requiresGrad_(true);
        Tensor nudged = Agreement.nudge(start(name).detach()).requiresGrad_(true);
        Agreement.assertNear(
                steps(name, single, function, options),
                steps(name, nudged, function, options),
                GOLDEN.doubles(name),
                50 * 10,
                name);
    }

    /** {@return after each step the loss before it, the iterations and evaluations so far, and the parameter} */
    private static double[] steps(String name, Tensor x, UnaryOperator<Tensor> function, LBFGSOptions options) {
        var lbfgs = new LBFGS(List.of(x, empty(x.dtype())), options);
        int all = GOLDEN.doubles(name).length;
        double[] found = new double[all];
        for (int at = 0; at < all; at += 3 + x.toDoubleArray().length) {
            found[at] = lbfgs.step(closure(x, function)).item();
            found[at + 1] = lbfgs.iterations();
            found[at + 2] = lbfgs.evaluations();
            System.arraycopy(x.toDoubleArray(), 0, found, at + 3, x.toDoubleArray().length);
        }
        return found;
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
        Tensor x = start();
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
    void itsStateIsThatOfPytorch() {
        Tensor x = start();
        var lbfgs = new LBFGS(List.of(x), wolfe().toleranceGrad(1e-2));
        step(lbfgs, x, 2);
        Map<String, Tensor> state = lbfgs.stateDict();
        double[] numbers = Stream.of(
                        "func_evals", "n_iter", "t", "H_diag", "d", "prev_flat_grad", "old_dirs", "old_stps", "ro")
                .flatMapToDouble(name -> DoubleStream.of(
                        Objects.requireNonNull(state.get("state.0." + name)).toDoubleArray()))
                .toArray();
        double[] expected = GOLDEN.doubles("LBFGS quartic tolerance state");
        assertThat(numbers).hasSameSizeAs(expected);
        for (int i = 0; i < numbers.length; i++) {
            /* Rounding errors of 2^-53 in the points, divided by steps that are not below 1e-3. */
            assertThat(numbers[i]).isCloseTo(expected[i], within(1e-9 * (1 + Math.abs(expected[i]))));
        }
        assertThat(state).containsKeys("param_groups.0.lr", "param_groups.0.max_eval", "param_groups.0.line_search_fn");
    }

    /** Also before the first step, when only choices are there. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void anotherGoesOnFromAState(int steps) {
        Tensor x = start();
        var lbfgs = new LBFGS(List.of(x), wolfe().maxIter(2).historySize(3));
        step(lbfgs, x, steps);
        Tensor y = x.detach().clone().requiresGrad_(true);
        var other = new LBFGS(List.of(y));
        other.loadStateDict(lbfgs.stateDict());
        step(lbfgs, x, 3);
        step(other, y, 3);
        assertThat(y.toDoubleArray()).isEqualTo(x.toDoubleArray());
        assertThat(other.evaluations()).isEqualTo(lbfgs.evaluations());
        assertThat(other.stateDict().keySet()).isEqualTo(lbfgs.stateDict().keySet());
    }

    @Test
    void aStateThatDoesNotFitIsAnErrorAndChangesNothing() {
        Tensor x = start();
        var lbfgs = new LBFGS(List.of(x), wolfe().lr(0.5));
        step(lbfgs, x, 1);
        Map<String, Tensor> state = new HashMap<>(lbfgs.stateDict());
        state.put("param_groups.0.lr", Tensor.of(0.25));
        assertWrong(lbfgs, state, "state.0.d", Tensor.ones(3), "state.0.d has shape [3]: it must have shape [4]");
        assertWrong(lbfgs, state, "state.1.d", Tensor.ones(4), "the optimiser has no state.1.d");
        assertWrong(lbfgs, state, "state.0.ro", Tensor.ones(1), "state.0.old_dirs has shape");
        state.remove("state.0.t");
        assertThatThrownBy(() -> lbfgs.loadStateDict(state)).hasMessageContaining("it has no state.0.t");
        assertThat(lbfgs.groups().getFirst().number("lr")).isEqualTo(0.5);
    }

    private static void assertWrong(LBFGS lbfgs, Map<String, Tensor> state, String name, Tensor wrong, String message) {
        Map<String, Tensor> changed = new HashMap<>(state);
        changed.put(name, wrong);
        assertThatThrownBy(() -> lbfgs.loadStateDict(changed))
                .isInstanceOf(VecgradException.class)
                .hasMessageContaining(message);
    }

    @Test
    void itIsAnOptimizerWithOneGroupThatNeedsAClosure() {
        Tensor x = start();
        Optimizer<LBFGSOptions> lbfgs = new LBFGS(List.of(x));
        assertThatThrownBy(lbfgs::step).hasMessageContaining("missing 1 required positional argument: 'closure'");
        assertThatThrownBy(() -> lbfgs.applyGradients(Tensor.ones(4).to(DType.FLOAT64), x))
                .hasMessageContaining("missing 1 required positional argument: 'closure'");
        assertThatThrownBy(() -> lbfgs.addGroup(List.of(Tensor.of(1.0)), LBFGS.options()))
                .hasMessageContaining("LBFGS doesn't support per-parameter options (parameter groups)");
        assertThatThrownBy(() -> LBFGS.options().historySize(0)).hasMessageContaining("Invalid history size: 0");
    }

    /** Half the rate is half the first step, which is along the gradient. */
    @Test
    void schedulesChangeItsRate() {
        Tensor x = start();
        var lbfgs = new LBFGS(List.of(x), LBFGS.options().maxIter(1));
        lbfgs.groups().getFirst().setNumber("lr", 0.5);
        step(lbfgs, x, 1);
        Tensor y = start();
        step(new LBFGS(List.of(y), LBFGS.options().maxIter(1)), y, 1);
        double[] half = x.sub(start()).mul(2).toDoubleArray();
        double[] whole = y.sub(start()).toDoubleArray();
        assertThat(half).containsExactly(whole, within(1e-14));
    }

    private static Tensor start() {
        return Tensor.of(new double[] {-1.2, 1.0, 0.5, -0.3}).requiresGrad_(true);
    }

    private static void step(LBFGS lbfgs, Tensor x, int times) {
        for (int i = 0; i < times; i++) {
            Tensor _ = lbfgs.step(closure(x, LBFGSTest::quartic));
        }
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
