package dev.vecgrad.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vecgrad.Tensor;
import dev.vecgrad.golden.Agreement;
import dev.vecgrad.golden.GoldenFile;
import dev.vecgrad.io.Safetensors;
import dev.vecgrad.memory.Scope;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.VecgradException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTest {
    private static final GoldenFile GOLDEN = GoldenFile.read("optimizers.txt");
    private static final int STEPS = 10;

    /* A few roundings a step of numbers below 8; Adam's quotient of small numbers is as accurate as they are. */
    private static final double TOLERANCE = 1e-13;

    interface Make extends Function<List<Tensor>, Optimizer<?>> {}

    private static Arguments sgd(String name, SGDOptions options) {
        return Arguments.of(name, (Make) parameters -> new SGD(parameters, options));
    }

    private static Arguments adam(String name, AdamOptions options) {
        return Arguments.of(name, (Make) parameters -> new Adam(parameters, options));
    }

    private static Arguments adamW(String name, AdamOptions options) {
        return Arguments.of(name, (Make) parameters -> new AdamW(parameters, options));
    }

    static Stream<Arguments> cases() {
        return Stream.concat(firstCases(), AdaptiveCases.all());
    }

    private static Stream<Arguments> firstCases() {
        SGDOptions sgd = SGD.options().lr(0.1);
        SGDOptions momentum = sgd.momentum(0.9);
        AdamOptions adam = Adam.options().lr(0.1);
        AdamOptions adamW = AdamW.options().lr(0.1);
        return Stream.of(
                sgd("SGD", sgd),
                sgd("SGD momentum", momentum),
                sgd("SGD dampening", momentum.dampening(0.3)),
                sgd("SGD nesterov", momentum.nesterov(true)),
                sgd("SGD weightDecay", sgd.weightDecay(0.01)),
                sgd("SGD maximize", sgd.maximize(true)),
                sgd(
                        "SGD all",
                        sgd.lr(0.05)
                                .momentum(0.8)
                                .weightDecay(0.02)
                                .nesterov(true)
                                .maximize(true)),
                Arguments.of("Adam", (Make) Adam::new),
                adam("Adam lr", adam),
                adam("Adam betas", adam.betas(0.5, 0.7)),
                adam("Adam eps", adam.eps(0.5)),
                adam("Adam weightDecay", adam.weightDecay(0.3)),
                adam("Adam amsgrad", adam.amsgrad(true)),
                adam("Adam maximize", adam.maximize(true)),
                adam(
                        "Adam all",
                        adam.lr(0.2)
                                .betas(0.8, 0.9)
                                .eps(1e-3)
                                .weightDecay(0.1)
                                .amsgrad(true)
                                .maximize(true)),
                adamW("AdamW", adamW),
                adamW("AdamW weightDecay", adamW.weightDecay(0.5)),
                adamW("AdamW amsgrad", adamW.amsgrad(true)),
                adamW("AdamW maximize", adamW.maximize(true)));
    }

    private static List<Tensor> start(DType dtype) {
        Tensor p =
                Tensor.of(new double[][] {{0.5, -1.25, 2.0}, {3.5, 0.0, -0.75}}).to(dtype);
        Tensor q = Tensor.of(new double[] {1.0, -2.0, 0.1, 0.01}).to(dtype);
        Tensor one = Tensor.of(new double[] {4}).to(dtype);
        Tensor extreme = Tensor.of(new double[] {1, 1e15, -1e-15, 0}).to(dtype);
        List<Tensor> all = List.of(p, q, one, Tensor.zeros(new long[] {0, 2}, dtype), extreme);
        all.forEach(parameter -> parameter.requiresGrad_(true));
        return all;
    }

    /* The same formula as in tests/golden/optimizers.py. */
    private static void setGradients(List<Tensor> parameters, int step) {
        for (Tensor parameter : parameters) {
            double[] values = parameter.toDoubleArray();
            double[] gradient = new double[values.length];
            for (int i = values.length > 1 ? 1 : 0; i < values.length; i++) {
                gradient[i] = (values[i] * 0.3 - 0.2) * (1.5 - 0.25 * step) + step * 0.125;
            }
            parameter.setGrad(Tensor.of(gradient)
                    .to(parameter.dtype())
                    .view(parameter.shape().toArray()));
        }
    }

    private static double[] values(List<Tensor> parameters) {
        return parameters.stream()
                .flatMapToDouble(p -> DoubleStream.of(p.toDoubleArray()))
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stepsAsPytorch(String name, Make make) {
        List<Tensor> parameters = start(DType.FLOAT64);
        Optimizer<?> optimizer = make.apply(parameters);
        Agreement.assertClose(steps(parameters, optimizer, 0), GOLDEN.doubles(name), TOLERANCE, name);
        assertThat(parameters).allMatch(p -> p.isLeaf() && p.requiresGrad());
        checkState(name, optimizer);
    }

    /** What is remembered of the first parameter, by PyTorch's names. */
    private static void checkState(String name, Optimizer<?> optimizer) {
        SortedMap<String, Tensor> state = new TreeMap<>();
        optimizer.stateDict().forEach((key, tensor) -> {
            if (key.startsWith("state.0.")) {
                state.put(key.substring("state.0.".length()), tensor);
            }
        });
        assertThat(String.join(" ", state.keySet())).isEqualTo(GOLDEN.text(name + " state names"));
        double[] numbers = state.values().stream()
                .flatMapToDouble(tensor -> DoubleStream.of(tensor.toDoubleArray()))
                .toArray();
        Agreement.assertClose(numbers, GOLDEN.doubles(name + " state"), Agreement.DOUBLE, name + " state");
    }

    /** A step is at most 20 operations in a row, which ten steps feed back ten times. */
    @ParameterizedTest
    @MethodSource("cases")
    void float32StepsAreNear(String name, Make make) {
        List<Tensor> nudged = start(DType.FLOAT64).stream()
                .map(p -> Agreement.nudge(p.detach()).requiresGrad_(true))
                .toList();
        double[] moved = steps(nudged, make.apply(nudged), 0);
        List<Tensor> single = start(DType.FLOAT32);
        Agreement.assertNear(steps(single, make.apply(single), 0), moved, GOLDEN.doubles(name), 20 * STEPS, name);
    }

    /** {@return the parameters after each step from this one on, one after the other} */
    private static double[] steps(List<Tensor> parameters, Optimizer<?> optimizer, int first) {
        return IntStream.range(first, STEPS)
                .boxed()
                .flatMapToDouble(step -> {
                    setGradients(parameters, step);
                    optimizer.step();
                    return DoubleStream.of(values(parameters));
                })
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aStateContinuesWhereItWasSaved(String name, Make make, @TempDir Path folder) {
        List<Tensor> parameters = start(DType.FLOAT64);
        Optimizer<?> optimizer = make.apply(parameters);
        for (int step = 0; step < 4; step++) {
            setGradients(parameters, step);
            optimizer.step();
        }
        Path file = folder.resolve("optimizer.safetensors");
        Safetensors.save(file, optimizer.stateDict());
        List<Tensor> others = parameters.stream()
                .map(p -> p.detach().clone().requiresGrad_(true))
                .toList();
        Optimizer<?> other = AdaptiveCases.fresh(name, others);
        other.loadStateDict(Safetensors.load(file).tensors());
        assertThat(other.stateDict().keySet()).isEqualTo(optimizer.stateDict().keySet());
        double[] expected = GOLDEN.doubles(name);
        Agreement.assertClose(
                steps(others, other, 4),
                Arrays.copyOfRange(expected, expected.length / STEPS * 4, expected.length),
                TOLERANCE,
                name);
    }

    @Test
    void groupsHaveChoicesOfTheirOwnThatCanChange() {
        Tensor p = Tensor.of(1.0).requiresGrad_(true);
        Tensor q = Tensor.of(1.0).requiresGrad_(true);
        var sgd = new SGD(List.of(p), SGD.options().lr(0.5));
        ParameterGroup<SGDOptions> second =
                sgd.addGroup(List.of(q), SGD.options().lr(0.25));
        p.setGrad(Tensor.of(1.0));
        q.setGrad(Tensor.of(1.0));
        sgd.step();
        assertThat(p.item()).isEqualTo(0.5);
        assertThat(q.item()).isEqualTo(0.75);
        second.setOptions(second.options().lr(1));
        sgd.step();
        assertThat(p.item()).isEqualTo(0);
        assertThat(q.item()).isEqualTo(-0.25);
        assertThat(sgd.groups().get(1).options().lr()).isEqualTo(1);
    }

    @Test
    void parametersWithoutGradientStay() {
        Tensor p = Tensor.of(new double[] {1.0, 2.0}).requiresGrad_(true);
        Tensor q = Tensor.of(new double[] {1.0, 2.0}).requiresGrad_(true);
        var adam = new Adam(List.of(p, q), Adam.options().weightDecay(0.5));
        q.setGrad(Tensor.of(new double[] {1.0, 1.0}));
        adam.step();
        assertThat(p.toDoubleArray()).containsExactly(1, 2);
        assertThat(q.toDoubleArray()[0]).isLessThan(1);
        assertThat(adam.stateDict()).doesNotContainKey("state.0.step").containsKey("state.1.step");
    }

    @Test
    void zeroGradDropsOrClears() {
        Tensor p = Tensor.of(new double[] {1.0, 2.0}).requiresGrad_(true);
        var sgd = new SGD(List.of(p));
        p.square().sum().backward();
        sgd.zeroGrad(false);
        assertThat(p.grad()).hasToString("tensor([0., 0.], dtype=float64)");
        sgd.zeroGrad();
        assertThat(p.grad()).isNull();
    }

    @Test
    void aClosureIsCalledBeforeTheStep() {
        Tensor p = Tensor.of(3.0).requiresGrad_(true);
        var sgd = new SGD(List.of(p), SGD.options().lr(0.5));
        Tensor loss = sgd.step(() -> {
            sgd.zeroGrad();
            Tensor square = p.square();
            square.backward();
            return square;
        });
        assertThat(loss.item()).isEqualTo(9);
        assertThat(p.item()).isZero();
    }

    @Test
    void stateOutlivesScopes() {
        Tensor p = Tensor.of(new double[] {1.0, 2.0}).requiresGrad_(true);
        var adam = new Adam(List.of(p), Adam.options().lr(0.1));
        for (int i = 0; i < 3; i++) {
            try (Scope _ = Scope.open()) {
                adam.zeroGrad();
                p.square().sum().backward();
                adam.step();
            }
        }
        assertThat(adam.stateDict().values())
                .allSatisfy(tensor -> assertThat(tensor.toDoubleArray()).doesNotContain(Double.NaN));
        assertThat(p.toDoubleArray()[0]).isCloseTo(0.7, within(0.01));
    }

    @Test
    void aWriteIsCountedSoThatAnOlderGraphIsNotUsed() {
        Tensor p = Tensor.of(3.0).requiresGrad_(true);
        Tensor square = p.mul(p);
        p.setGrad(Tensor.of(1.0));
        new SGD(List.of(p)).step();
        assertThatThrownBy(square::backward)
                .hasMessageContaining("one of the variables needed for gradient computation has been modified");
    }

    @Test
    void wrongParametersAreErrors() {
        Tensor p = Tensor.of(1.0).requiresGrad_(true);
        assertThatThrownBy(() -> new SGD(List.of()))
                .isInstanceOf(VecgradException.class)
                .hasMessageContaining("optimizer got an empty parameter list");
        assertThatThrownBy(() -> new SGD(List.of(p.mul(2)))).hasMessageContaining("can't optimize a non-leaf Tensor");
        assertThatThrownBy(() -> new SGD(List.of(p, p)))
                .hasMessageContaining("appear in more than one parameter group");
    }

    @Test
    void aStateThatDoesNotFitIsAnError() {
        Tensor p = Tensor.of(1.0).requiresGrad_(true);
        var sgd = new SGD(List.of(p), SGD.options().momentum(0.5));
        Map<String, Tensor> state = new HashMap<>(sgd.stateDict());
        state.put("state.1.momentum_buffer", Tensor.of(1.0));
        assertThatThrownBy(() -> sgd.loadStateDict(state)).hasMessageContaining("it has 1 parameters");
        state.remove("state.1.momentum_buffer");
        state.put("state.0.momentum_buffer", Tensor.of(new double[] {1.0, 2.0}));
        assertThatThrownBy(() -> sgd.loadStateDict(state)).hasMessageContaining("has shape [2]");
        state.remove("state.0.momentum_buffer");
        state.put("param_groups.1.lr", Tensor.of(1.0));
        assertThatThrownBy(() -> sgd.loadStateDict(state)).hasMessageContaining("it has 1 groups");
        state.remove("param_groups.1.lr");
        state.remove("param_groups.0.lr");
        assertThatThrownBy(() -> sgd.loadStateDict(state)).hasMessageContaining("it has no param_groups.0.lr");
        assertThat(sgd.groups().getFirst().options().momentum()).isEqualTo(0.5);
    }
}
