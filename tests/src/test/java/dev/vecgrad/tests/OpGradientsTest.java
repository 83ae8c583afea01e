package dev.vecgrad.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Gradcheck;
import dev.vecgrad.tests.cases.OpCase;
import dev.vecgrad.tests.cases.OpCases;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** First and second gradients of every op case against central differences. */
class OpGradientsTest {
    private static final long SEED = 7;
    private static final Gradcheck GRADCHECK = new Gradcheck(1e-6, 1e-5, 1e-3);

    static List<OpCase> differentiable() {
        return OpCases.all().stream().filter(OpCase::differentiable).toList();
    }

    static List<OpCase> others() {
        return OpCases.all().stream().filter(c -> !c.differentiable()).toList();
    }

    @ParameterizedTest
    @MethodSource("differentiable")
    void agreeWithDifferences(OpCase tested) {
        GRADCHECK.check(tested::results, tested.drawDifferentiable(SEED));
        GRADCHECK.checkSecond(tested::results, tested.drawDifferentiable(SEED));
    }

    @ParameterizedTest
    @MethodSource("others")
    void areNotRecordedWithoutGradients(OpCase tested) {
        assertThat(Arrays.stream(tested.results(tested.drawDifferentiable(SEED))))
                .noneMatch(Tensor::requiresGrad);
    }
}
