package dev.vecgrad.optim;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.golden.GoldenFile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What PyTorch's schedules refuse is refused in PyTorch's words. */
class WrongSchedulesTest {
    private static final GoldenFile GOLDEN = GoldenFile.read("schedulers.txt");

    private static SGD optimizer() {
        SGD sgd = new SGD(
                List.of(Tensor.zeros(1).requiresGrad_(true)), SGD.options().momentum(0.9));
        ParameterGroup<SGDOptions> _ = sgd.addGroup(List.of(Tensor.zeros(2).requiresGrad_(true)), SGD.options());
        return sgd;
    }

    private static Map<String, ThrowingCallable> choices() {
        SGD sgd = optimizer();
        var schedule = new ExponentialLR(sgd, 0.9);
        var other = new ExponentialLR(optimizer(), 0.9);
        var adagrad = new Adagrad(List.of(Tensor.zeros(1).requiresGrad_(true)));
        Map<String, ThrowingCallable> all = new TreeMap<>();
        all.put("LinearLR start", () -> new LinearLR(sgd, 0, 1, 5));
        all.put("LinearLR end", () -> new LinearLR(sgd, 0.5, 1.5, 5));
        all.put("ConstantLR factor", () -> new ConstantLR(sgd, 2, 5));
        all.put("LambdaLR count", () -> new LambdaLR(sgd, List.of(_ -> 1)));
        all.put("MultiplicativeLR count", () -> new MultiplicativeLR(sgd, List.of(_ -> 1)));
        all.put("CosineAnnealingWarmRestarts t0", () -> new CosineAnnealingWarmRestarts(sgd, 0, 1, 0));
        all.put("CosineAnnealingWarmRestarts tMult", () -> new CosineAnnealingWarmRestarts(sgd, 5, 0, 0));
        all.put("CosineAnnealingWarmRestarts epoch", () -> new CosineAnnealingWarmRestarts(sgd, 5, 1, 0).step(-1.5));
        all.put("OneCycleLR steps", () -> new OneCycleLR(sgd, 0.5, 0));
        all.put(
                "OneCycleLR start",
                () -> new OneCycleLR(sgd, OneCycleLR.options(0.5, 10).pctStart(1.5)));
        all.put("CyclicLR momentum", () -> new CyclicLR(adagrad, 0.1, 1));
        all.put(
                "ReduceLROnPlateau factor",
                () -> new ReduceLROnPlateau(sgd, ReduceLROnPlateau.options().factor(1)));
        all.put("ChainedScheduler none", () -> new ChainedScheduler(sgd, List.of()));
        all.put("ChainedScheduler other", () -> new ChainedScheduler(sgd, List.of(schedule, other)));
        all.put("SequentialLR none", () -> new SequentialLR(sgd, List.of()));
        all.put("SequentialLR other", () -> new SequentialLR(sgd, List.of(schedule, other), 3));
        all.put("SequentialLR count", () -> new SequentialLR(sgd, List.of(schedule), 3));
        all.put("SWALR epochs", () -> new SWALR(sgd, 0.05, -1, Anneal.COS));
        return all;
    }

    @Test
    void refusalsArePytorchs() {
        GoldenRefusals.check(GOLDEN, choices());
    }

    /** It has no rate, and would be looked for without end. */
    @Test
    void epochsThatAreNoNumberAreRefused() {
        var schedule = new CosineAnnealingWarmRestarts(optimizer(), 5);
        assertThatThrownBy(() -> schedule.step(Double.POSITIVE_INFINITY))
                .hasMessageContaining("Expected non-negative epoch, but got Infinity");
        assertThatThrownBy(() -> schedule.step(Double.NaN))
                .hasMessageContaining("Expected non-negative epoch, but got NaN");
    }
}
