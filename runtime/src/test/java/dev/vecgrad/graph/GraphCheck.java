package dev.vecgrad.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.assertj.core.data.Offset;

/** Checks gradients of float64 graphs of any order against central differences, with results as arguments of the gradient. */
final class GraphCheck {
    private static final double STEP = 1e-5;

    private final PlanHarness harness;
    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

    /** A check on a space of these sizes. */
    GraphCheck(long[] sizes, double... scalars) {
        this.harness = new PlanHarness(sizes, scalars);
    }

    /**
     * Asserts that the gradients of all results by all floating inputs are right, and theirs again.
     *
     * @param orders how often to differentiate
     */
    void gradients(int orders, List<Term> inputs, List<Output> outputs, double[]... values) {
        long need = need(inputs);
        long have = 0;
        double[][] results = harness.run(outputs, values);
        double[][] weights = new double[outputs.size()][];
        for (int j = 0; j < weights.length; j++) {
            have |= outputs.get(j).term().dtype().isFloatingPoint() ? 1L << j : 0;
            weights[j] = random.doubles(results[j].length, -1, 1).toArray();
        }
        Derivation derivation = Derivation.of(inputs, outputs, need, have);
        double[][] arguments = arguments(derivation, values, results, weights);
        double[][] found = harness.run(derivation.outputs(), arguments);
        for (int i = 0; i < found.length; i++) {
            int input = derivation.wanted()[i];
            double[] expected = differences(outputs, have, weights, values, input);
            for (int e = 0; e < expected.length; e++) {
                double tolerance = 1e-7 * Math.max(1, Math.abs(expected[e]));
                assertThat(found[i][e])
                        .as("gradient of input %d, element %d", input, e)
                        .isCloseTo(expected[e], Offset.offset(tolerance));
            }
        }
        if (orders > 1) {
            gradients(orders - 1, derivation.inputs(), derivation.outputs(), arguments);
        }
    }

    /**
     * Asserts that the second derivative of the only result by the only input is right as the engine computes it: directly, and by way
     * of the result that the gradient reads.
     */
    void secondOrder(Term input, Output output, double[] values) {
        List<Term> inputs = List.of(input);
        List<Output> outputs = List.of(output);
        double[] weights =
                random.doubles(harness.run(outputs, values)[0].length, -1, 1).toArray();
        double[] direction = random.doubles(values.length, -1, 1).toArray();
        Derivation first = Derivation.of(inputs, outputs, 1, 1);
        double[] result = harness.run(outputs, values)[0];
        double[][] arguments =
                arguments(first, new double[][] {values}, new double[][] {result}, new double[][] {weights});
        Derivation second = Derivation.of(first.inputs(), first.outputs(), need(first.inputs()), 1);
        double[][] gradient = harness.run(first.outputs(), arguments);
        double[][] found =
                harness.run(second.outputs(), arguments(second, arguments, gradient, new double[][] {direction}));
        double[] total = new double[values.length];
        for (int i = 0; i < found.length; i++) {
            switch (first.sources().get(second.wanted()[i]).kind()) {
                case INPUT -> addTo(total, found[i]);
                case RESULT -> {
                    double[][] through = arguments(
                            first, new double[][] {values}, new double[][] {result}, new double[][] {found[i]});
                    addTo(total, harness.run(first.outputs(), through)[0]);
                }
                case GRADIENT -> {}
            }
        }
        for (int e = 0; e < values.length; e++) {
            double at = values[e];
            values[e] = at + STEP;
            double above = along(first, outputs, values, weights, direction);
            values[e] = at - STEP;
            double below = along(first, outputs, values, weights, direction);
            values[e] = at;
            double expected = (above - below) / (2 * STEP);
            assertThat(total[e]).as("element %d", e).isCloseTo(expected, Offset.offset(1e-7));
        }
    }

    private double along(
            Derivation first, List<Output> outputs, double[] values, double[] weights, double[] direction) {
        double[] result = harness.run(outputs, values)[0];
        double[][] arguments =
                arguments(first, new double[][] {values}, new double[][] {result}, new double[][] {weights});
        double[] gradient = harness.run(first.outputs(), arguments)[0];
        double sum = 0;
        for (int e = 0; e < gradient.length; e++) {
            sum += direction[e] * gradient[e];
        }
        return sum;
    }

    private static void addTo(double[] total, double[] part) {
        for (int e = 0; e < total.length; e++) {
            total[e] += part[e];
        }
    }

    private static long need(List<Term> inputs) {
        long need = 0;
        for (int i = 0; i < inputs.size(); i++) {
            need |= inputs.get(i).dtype().isFloatingPoint() ? 1L << i : 0;
        }
        return need;
    }

    private static double[][] arguments(
            Derivation derivation, double[][] values, double[][] results, double[][] gradients) {
        List<double[]> arguments = new ArrayList<>();
        for (Derivation.Source source : derivation.sources()) {
            arguments.add(
                    switch (source.kind()) {
                        case INPUT -> values[source.index()];
                        case RESULT -> results[source.index()];
                        case GRADIENT -> gradients[source.index()];
                    });
        }
        return arguments.toArray(double[][]::new);
    }

    private double[] differences(List<Output> outputs, long have, double[][] weights, double[][] values, int input) {
        double[] found = new double[values[input].length];
        for (int e = 0; e < found.length; e++) {
            double at = values[input][e];
            values[input][e] = at + STEP;
            double above = weighted(outputs, have, weights, values);
            values[input][e] = at - STEP;
            double below = weighted(outputs, have, weights, values);
            values[input][e] = at;
            found[e] = (above - below) / (2 * STEP);
        }
        return found;
    }

    private double weighted(List<Output> outputs, long have, double[][] weights, double[][] values) {
        double[][] results = harness.run(outputs, values);
        double sum = 0;
        for (int j = 0; j < results.length; j++) {
            for (int e = 0; (have >> j & 1) != 0 && e < results[j].length; e++) {
                sum += weights[j][e] * results[j][e];
            }
        }
        return sum;
    }
}
