package dev.vecgrad.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.ir.Space;
import dev.vecgrad.type.DType;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FuserTest {
    private static final int R = 1;
    private static final int C = 2;

    private final Graph graph = new Graph();
    private final Term x = graph.input(0, DType.FLOAT64, R | C);

    @Test
    void softmaxIsOneKernelOfThreePasses() {
        List<Output> outputs = List.of(Output.of(softmax()));
        Plan plan = Fuser.fuse(outputs);
        assertThat(plan.kernels()).hasSize(1);
        assertThat(plan.temps()).isEmpty();
        PlannedKernel kernel = plan.kernels().getFirst();
        assertThat(kernel.template().space()).isEqualTo(Space.INNER);
        assertThat(kernel.template().stages()).hasSize(3);
        assertThat(KernelText.of(plan)).isEqualTo("""
                inner kept=[d0] reduced=[d1] reads in0[d0,d1]
                  acc0 = max(in0)
                  acc1 = sum(exp(sub(in0, acc0)))
                  out0[d0,d1] = div(exp(sub(in0, acc0)), acc1)
                """);
        double[] values = normal(12);
        double[] found = new PlanHarness(new long[] {3, 4}).run(outputs, values)[0];
        for (int r = 0; r < 3; r++) {
            double sum = 0;
            for (int c = 0; c < 4; c++) {
                sum += Math.exp(values[4 * r + c]);
            }
            for (int c = 0; c < 4; c++) {
                assertThat(found[4 * r + c]).isCloseTo(Math.exp(values[4 * r + c]) / sum, within(1e-14));
            }
        }
    }

    @Test
    void aMeanOverRowsIsASecondSmallKernel() {
        Term m = x.amax(C);
        Term lse = m.add(x.sub(m).exp().sum(C).log());
        Term mean = lse.sum(R).div(graph.extent(R, DType.FLOAT64));
        assertThat(KernelText.of(Fuser.fuse(List.of(Output.of(mean), Output.of(lse)))))
                .isEqualTo("""
                inner kept=[d0] reduced=[d1] reads in0[d0,d1]
                  acc0 = max(in0)
                  acc1 = sum(exp(sub(in0, acc0)))
                  out1[d0] = add(acc0, log(acc1))
                inner kept=[] reduced=[d0] reads out1[d0] params extent[d0]
                  acc0 = sum(in0)
                  out0[] = div(acc0, param0)
                """);
    }

    @Test
    void aLongExpressionIsCutInTwo() {
        Term y = x;
        for (int i = 0; i < 7; i++) {
            y = y.exp().add(x).log();
        }
        List<Output> outputs = List.of(Output.of(y));
        Plan plan = Fuser.fuse(outputs);
        assertThat(plan.kernels()).hasSizeGreaterThan(1);
        for (PlannedKernel kernel : plan.kernels()) {
            assertThat(Limits.cost(kernel.template().roots())).isLessThanOrEqualTo(Limits.PASS);
        }
        double[] values = {0.5, 1, 1.5, 2};
        double[] found = new PlanHarness(new long[] {2, 2}).run(outputs, values)[0];
        for (int e = 0; e < 4; e++) {
            double expected = values[e];
            for (int i = 0; i < 7; i++) {
                expected = Math.log(Math.exp(expected) + values[e]);
            }
            assertThat(found[e]).isCloseTo(expected, within(1e-13));
        }
    }

    @Test
    void whatTwoKernelsNeedIsStoredIfItIsExpensive() {
        Term costly = x.exp().add(1).log();
        List<Output> outputs =
                List.of(Output.of(costly.sum(C)), Output.of(costly.square().sum(R)));
        assertThat(Fuser.fuse(outputs).kernels()).hasSize(3);
        Term cheap = x.mul(x).add(1);
        assertThat(Fuser.fuse(List.of(
                                Output.of(cheap.sum(C)),
                                Output.of(cheap.square().sum(R))))
                        .kernels())
                .hasSize(2);
        assertThat(new PlanHarness(new long[] {1, 2}).run(outputs, new double[] {1, 2})[0][0])
                .isCloseTo(Math.log1p(Math.E) + Math.log1p(Math.exp(2)), within(1e-14));
    }

    private static org.assertj.core.data.Offset<Double> within(double tolerance) {
        return org.assertj.core.data.Offset.offset(tolerance);
    }

    private Term softmax() {
        Term e = x.sub(x.amax(C)).exp();
        return e.div(e.sum(C));
    }

    private static double[] normal(int n) {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        return random.doubles(n, -2, 2).toArray();
    }
}
