package dev.vecgrad.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vecgrad.Tensor;
import dev.vecgrad.golden.GoldenFile;
import dev.vecgrad.type.VecgradException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Learning rates and momenta of every schedule over 50 steps against PyTorch, also when it goes on from a state. */
class SchedulersTest {
    private static final GoldenFile GOLDEN = GoldenFile.read("schedulers.txt");
    private static final int STEPS = 50;

    interface Make extends Function<SGD, LRScheduler> {}

    private static Arguments of(String name, Make make) {
        return Arguments.of(name, make);
    }

    static Stream<Arguments> schedules() {
        return Stream.of(
                of("StepLR", o -> new StepLR(o, 7, 0.5)),
                of("MultiStepLR", o -> new MultiStepLR(o, new int[] {3, 10, 10, 31}, 0.3)),
                of("ConstantLR", o -> new ConstantLR(o, 0.25, 9)),
                of("LinearLR", o -> new LinearLR(o, 0.2, 0.9, 13)),
                of("ExponentialLR", o -> new ExponentialLR(o, 0.93)),
                of("PolynomialLR", o -> new PolynomialLR(o, 30, 1.7)),
                of("CosineAnnealingLR", o -> new CosineAnnealingLR(o, 11, 0.003)),
                of("CosineAnnealingWarmRestarts", o -> new CosineAnnealingWarmRestarts(o, 5, 2, 0.001)),
                of("CyclicLR", o -> new CyclicLR(o, CyclicLR.options(0.01, 0.1).stepSizes(6, 9))),
                of(
                        "CyclicLR triangular2",
                        o -> new CyclicLR(
                                o,
                                CyclicLR.options(0.01, 0.1)
                                        .stepSizes(6, 0)
                                        .mode(CyclicLR.Mode.TRIANGULAR2)
                                        .momenta(0.5, 0.7))),
                of(
                        "CyclicLR exp_range",
                        o -> new CyclicLR(
                                o,
                                CyclicLR.options(0.01, 0.1)
                                        .stepSizes(6, 6)
                                        .mode(CyclicLR.Mode.EXP_RANGE)
                                        .gamma(0.97)
                                        .cycleMomentum(false))),
                of("OneCycleLR", o -> new OneCycleLR(o, 0.5, 51)),
                of(
                        "OneCycleLR three",
                        o -> new OneCycleLR(
                                o,
                                OneCycleLR.options(0.5, 60)
                                        .pctStart(0.4)
                                        .anneal(Anneal.LINEAR)
                                        .threePhase(true)
                                        .divFactors(10, 100))),
                of("LambdaLR", o -> new LambdaLR(o, List.of(e -> Math.pow(0.9, e), e -> 1.0 / (1 + e)))),
                of("MultiplicativeLR", o -> new MultiplicativeLR(o, e -> e % 3 != 0 ? 0.95 : 1.02)),
                of(
                        "SequentialLR",
                        o -> new SequentialLR(
                                o,
                                List.of(
                                        new LinearLR(o, 0.1, 1, 5),
                                        new CosineAnnealingLR(o, 20),
                                        new ExponentialLR(o, 0.9)),
                                5,
                                30)),
                of(
                        "ChainedScheduler",
                        o -> new ChainedScheduler(o, List.of(new ConstantLR(o, 0.1, 4), new ExponentialLR(o, 0.95)))),
                of("SWALR", o -> new SWALR(o, 0.05, 8, Anneal.COS)),
                of("SWALR linear", o -> new SWALR(o, 0.005, 15, Anneal.LINEAR)),
                of("SWALR at once", o -> new SWALR(o, 0.005, 0, Anneal.COS)));
    }

    private static SGD optimizer() {
        SGDOptions options = SGD.options().lr(0.1).momentum(0.9);
        SGD sgd = new SGD(List.of(Tensor.zeros(1).requiresGrad_(true)), options);
        ParameterGroup<SGDOptions> _ = sgd.addGroup(List.of(Tensor.zeros(2).requiresGrad_(true)), options.lr(0.02));
        return sgd;
    }

    private static double[] rates(SGD sgd) {
        return sgd.groups().stream()
                .map(ParameterGroup::options)
                .flatMapToDouble(o -> Arrays.stream(new double[] {o.lr(), o.momentum()}))
                .toArray();
    }

    private static void check(String name, int step, SGD sgd) {
        double[] expected = GOLDEN.doubles(name);
        assertThat(rates(sgd))
                .as("%s, step %d", name, step)
                .containsExactly(Arrays.copyOfRange(expected, 4 * step, 4 * step + 4), within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void ratesArePytorchs(String name, Make make) {
        SGD sgd = optimizer();
        LRScheduler schedule = make.apply(sgd);
        check(name, 0, sgd);
        for (int step = 1; step <= STEPS; step++) {
            schedule.step();
            check(name, step, sgd);
            assertThat(schedule.getLastLr()[1])
                    .isEqualTo(sgd.groups().get(1).options().lr());
        }
        assertThat(schedule.lastEpoch()).isEqualTo(STEPS);
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void aStateGoesOn(String name, Make make) {
        for (int from : new int[] {1, 17, 35}) {
            SGD sgd = optimizer();
            LRScheduler schedule = make.apply(sgd);
            for (int step = 1; step <= from; step++) {
                schedule.step();
            }
            SGD later = optimizer();
            LRScheduler other = make.apply(later);
            later.loadStateDict(sgd.stateDict());
            other.loadStateDict(schedule.stateDict());
            check(name, from, later);
            for (int step = from + 1; step <= STEPS; step++) {
                other.step();
                check(name, step, later);
            }
        }
    }

    @Test
    void restartsWithinEpochs() {
        SGD sgd = optimizer();
        var schedule = new CosineAnnealingWarmRestarts(sgd, 5, 2, 0);
        for (int i = 0; i < STEPS; i++) {
            schedule.step(i * 0.7);
            check("CosineAnnealingWarmRestarts parts", i, sgd);
        }
    }

    static Stream<Arguments> plateaus() {
        PlateauOptions options = ReduceLROnPlateau.options();
        PlateauOptions max = options.mode(ReduceLROnPlateau.Mode.MAX);
        return Stream.of(
                Arguments.of("ReduceLROnPlateau", options.patience(3)),
                Arguments.of(
                        "ReduceLROnPlateau max",
                        max.factor(0.5)
                                .patience(2)
                                .threshold(0.1, ReduceLROnPlateau.ThresholdMode.REL)
                                .cooldown(2)
                                .minLr(0.004)),
                Arguments.of(
                        "ReduceLROnPlateau abs",
                        options.factor(0.7)
                                .patience(1)
                                .threshold(0.05, ReduceLROnPlateau.ThresholdMode.ABS)
                                .eps(0.002)),
                Arguments.of(
                        "ReduceLROnPlateau max abs",
                        max.factor(0.7).patience(1).threshold(0.05, ReduceLROnPlateau.ThresholdMode.ABS)));
    }

    @ParameterizedTest
    @MethodSource("plateaus")
    void plateausArePytorchs(String name, PlateauOptions options) {
        SGD sgd = optimizer();
        var schedule = new ReduceLROnPlateau(sgd, options);
        check(name, 0, sgd);
        int step = 0;
        for (double measure : GOLDEN.doubles("measures")) {
            if (step == 20) {
                Map<String, Tensor> state = schedule.stateDict();
                schedule = new ReduceLROnPlateau(sgd, options);
                schedule.loadStateDict(state);
            }
            schedule.step(measure);
            check(name, ++step, sgd);
        }
        assertThat(schedule.lastEpoch()).isEqualTo(STEPS);
        assertThat(schedule.getLastLr()[0])
                .isEqualTo(sgd.groups().getFirst().options().lr());
    }

    @Test
    void whatDoesNotFitIsAnError() {
        SGD sgd = optimizer();
        var cycle = new OneCycleLR(sgd, 1, 1);
        cycle.step();
        assertThatThrownBy(cycle::step).hasMessageContaining("Tried to step 2 times");
        var adagrad = new Adagrad(List.of(Tensor.ones(1).requiresGrad_(true)));
        assertThatThrownBy(() -> new StepLR(adagrad, 3).loadStateDict(new StepLR(sgd, 3).stateDict()))
                .isInstanceOf(VecgradException.class)
                .hasMessageContaining("it is of 2 groups");
        assertThatThrownBy(() -> new StepLR(sgd, 3).loadStateDict(Map.of())).hasMessageContaining("it has no");
        assertThatThrownBy(() -> adagrad.groups().getFirst().number("momentum"))
                .hasMessageContaining("didn't specify a value of optimization parameter momentum");
    }

    @Test
    void adamsMomentumIsItsFirstBeta() {
        var adam = new Adam(List.of(Tensor.ones(1).requiresGrad_(true)));
        var cycle = new OneCycleLR(adam, 1, 10);
        assertThat(adam.groups().getFirst().options().beta1()).isEqualTo(0.95);
        cycle.step();
        assertThat(adam.groups().getFirst().options().beta1()).isLessThan(0.95);
    }
}
