package dev.vecgrad.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Gradcheck;
import dev.vecgrad.core.Elementwise;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;
import dev.vecgrad.ops.Declarations;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** First and second gradients of every elementwise declaration against central differences, away from kinks. */
class ElementwiseGradientsTest {
    private static final double[][] POINTS = {
        {0.37, -1.63, 2.29}, {0.83, 1.31, -0.71}, {0.29, 0.71, 1.57}, {0.9, -0.4, 1.1}
    };
    private static final Set<String> POSITIVE =
            Set.of("log", "log2", "log10", "log1p", "sqrt", "rsqrt", "pow", "xlogy", "entr");
    private static final Set<String> BELOW_ONE = Set.of("asin", "acos", "atanh", "erfinv");

    /** Operands after the first that are numbers wherever the op is used. */
    private static final Map<String, double[]> NUMBERS = Map.ofEntries(
            Map.entry("leaky_relu", new double[] {0.1}),
            Map.entry("elu", new double[] {1.5}),
            Map.entry("celu", new double[] {1.5}),
            Map.entry("hardtanh", new double[] {-1.5, 2}),
            Map.entry("softplus", new double[] {2, 20}),
            Map.entry("threshold", new double[] {0.5, -3}),
            Map.entry("hardshrink", new double[] {0.5}),
            Map.entry("softshrink", new double[] {0.5}),
            Map.entry("clamp", new double[] {-1.5, 2}),
            Map.entry("clamp_min", new double[] {0.5}),
            Map.entry("clamp_max", new double[] {0.5}),
            Map.entry("logit", new double[] {0.2}),
            Map.entry("nan_to_num", new double[] {1.5, 2.5, -3.5}),
            Map.entry("round", new double[] {10}));

    @Test
    void agreeWithDifferences() {
        List<Elementwise> differentiable = Declarations.elementwise().stream()
                .filter(ElementwiseGradientsTest::isDifferentiable)
                .toList();
        assertThat(differentiable).hasSizeGreaterThan(80);
        differentiable.forEach(ElementwiseGradientsTest::check);
    }

    private static boolean isDifferentiable(Elementwise op) {
        return switch (op.rule()) {
            case COMPARISON, LOGICAL, BITWISE -> false;
            case NUMBER, FLOATING, ONLY_FLOATING, CHOICE ->
                apply(op, inputs(op)).requiresGrad();
        };
    }

    private static void check(Elementwise op) {
        try {
            Gradcheck.gradcheck(in -> apply(op, in), inputs(op));
            Gradcheck.gradgradcheck(in -> apply(op, in), inputs(op));
        } catch (RuntimeException e) {
            throw new AssertionError(op.name() + " of " + Arrays.toString(inputs(op)), e);
        }
    }

    private static double[] numbers(Elementwise op) {
        return op.arity() == 1 ? new double[0] : NUMBERS.getOrDefault(op.name(), new double[0]);
    }

    private static Tensor[] inputs(Elementwise op) {
        Tensor[] inputs = new Tensor[op.arity() - numbers(op).length];
        for (int i = 0; i < inputs.length; i++) {
            boolean condition = op.rule() == Elementwise.Rule.CHOICE && i == 0;
            inputs[i] = condition ? Tensor.of(true, false, true) : operand(op.name(), i);
        }
        return inputs;
    }

    private static Tensor operand(String op, int i) {
        double[] elements = Arrays.stream(POINTS[i]).map(x -> within(op, x)).toArray();
        return Tensor.of(elements).requiresGrad_(true);
    }

    /** A number near {@code x} in the op's domain. */
    private static double within(String op, double x) {
        if (op.equals("acosh")) {
            return 1.2 + Math.abs(x);
        }
        if (op.equals("logit")) {
            return Math.abs(x) / 3;
        }
        if (POSITIVE.contains(op)) {
            return Math.abs(x);
        }
        return BELOW_ONE.contains(op) ? x / 3 : x;
    }

    private static Tensor apply(Elementwise op, Tensor[] in) {
        Scalar[] numbers = Arrays.stream(numbers(op)).mapToObj(Scalar::of).toArray(Scalar[]::new);
        Value[] values = Arrays.stream(in).map(Tensor::value).toArray(Value[]::new);
        long mask = ((1L << numbers.length) - 1) << values.length;
        return new Tensor(op.apply(mask, values, numbers));
    }
}
