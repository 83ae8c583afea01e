package dev.vecgrad.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.type.DType;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ReverseModeTest {
    private static final int R = 1;
    private static final int C = 2;
    private static final DType F64 = DType.FLOAT64;

    private final Graph graph = new Graph();
    private final Term x = graph.input(0, F64, R | C);
    private final GraphCheck check = new GraphCheck(new long[] {3, 4});
    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

    @Test
    void softmaxDerivedFromItsOps() {
        Term e = x.sub(x.amax(C).detach()).exp();
        check.gradients(3, List.of(x), List.of(Output.of(e.div(e.sum(C)))), values(12));
    }

    @Test
    void softmaxWithADeclaredGradient() {
        Term e = x.sub(x.amax(C)).exp();
        Term y = e.div(e.sum(C))
                .declared(
                        List.of(x),
                        (_, r, g) -> Term.gradients(r.mul(g.sub(g.mul(r).sum(C)))));
        check.gradients(3, List.of(x), List.of(Output.of(y)), values(12));
    }

    @Test
    void savedIntermediates() {
        Term m = x.amax(C);
        Term lse = m.add(x.sub(m).exp().sum(C).log())
                .declared(
                        List.of(x),
                        (wrt, r, g) ->
                                Term.gradients(g.mul(wrt.getFirst().sub(r).exp())));
        Term mean = lse.sum(R).div(graph.extent(R, F64));
        check.gradients(3, List.of(x), List.of(Output.of(mean), Output.of(lse)), values(12));
    }

    @Test
    void broadcastIsUndone() {
        Term row = graph.input(1, F64, R);
        Term column = graph.input(2, F64, C);
        Term number = graph.input(3, F64, 0);
        Term all = x.mul(row).add(column.square().mul(number)).mul(row.exp());
        List<Term> inputs = List.of(x, row, column, number);
        check.gradients(2, inputs, List.of(Output.of(all)), values(12), values(3), values(4), values(1));
    }

    @Test
    void sumsAlongConstantDims() {
        Term row = graph.input(0, F64, R);
        Term sum = row.square().sum(R | C);
        check.gradients(2, List.of(row), List.of(Output.of(sum), new Output(row.exp(), R | C)), values(3));
    }

    @Test
    void productsWithZeros() {
        double[] values = values(12);
        values[5] = 0;
        values[8] = 0;
        values[11] = 0;
        check.gradients(1, List.of(x), List.of(Output.of(x.prod(C))), values);
        check.secondOrder(x, Output.of(x.prod(C)), values);
    }

    @Test
    void productsOverTheOuterDim() {
        double[] values = values(12);
        values[5] = 0;
        check.gradients(1, List.of(x), List.of(Output.of(x.prod(R))), values);
        check.secondOrder(x, Output.of(x.prod(R)), values);
    }

    @Test
    void tiesShareTheGradientOfAMaximum() {
        Derivation derivation = Derivation.of(List.of(x), List.of(Output.of(x.amax(C))), 1, 1);
        double[] values = {1, 2, 2, 0, 5, 5, 5, 5, -1, -2, -3, -4};
        double[][] arguments = new double[derivation.inputs().size()][];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = switch (derivation.sources().get(i).kind()) {
                case INPUT -> values;
                case RESULT -> new double[] {2, 5, -1};
                case GRADIENT -> new double[] {4, 8, 3};
            };
        }
        double[][] found = new PlanHarness(new long[] {3, 4}).run(derivation.outputs(), arguments);
        assertThat(found[0]).containsExactly(0, 2, 2, 0, 2, 2, 2, 2, 3, 0, 0, 0);
    }

    private double[] values(int n) {
        return random.doubles(n, -2, 2).toArray();
    }
}
