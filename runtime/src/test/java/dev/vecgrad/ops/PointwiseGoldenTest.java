package dev.vecgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Elementwise;
import dev.vecgrad.core.Engine;
import dev.vecgrad.core.HostArrays;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;
import dev.vecgrad.golden.GoldenFile;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every elementwise declaration against PyTorch in float64: values, first and second gradients, at kinks and special values too. */
class PointwiseGoldenTest {
    private static final GoldenFile GOLDEN = GoldenFile.read("pointwise.txt");

    /** On bits and masks; their own tests are with the reference. */
    private static final Set<String> NOT_FLOATING = Set.of(
            "bitwise_and",
            "bitwise_or",
            "bitwise_xor",
            "bitwise_not",
            "bitwise_left_shift",
            "bitwise_right_shift",
            "gcd",
            "lcm",
            "where",
            "masked_fill");

    /** PyTorch takes sin(pi x) of a rounded pi x, and so has large numbers where these have poles. */
    private static final Set<String> POLES = Set.of("lgamma", "digamma", "polygamma");

    /** PyTorch's gradients of these are differences that cancel near 0. */
    private static final Set<String> CANCELLED = Set.of("sinc", "i1");

    /** PyTorch computes these with a constant that it rounds to float32. */
    private static final Set<String> FLOAT_CONSTANT = Set.of("hardsigmoid");

    /** A declaration with the name it has in the golden file: several of one name are numbered. */
    record Case(String key, Elementwise op) {
        @Override
        public String toString() {
            return key;
        }
    }

    static Stream<Case> cases() {
        Map<String, Integer> total = new HashMap<>();
        Declarations.elementwise().forEach(op -> total.merge(op.name(), 1, Integer::sum));
        Map<String, Integer> seen = new HashMap<>();
        List<Case> cases = new ArrayList<>();
        for (Elementwise op : Declarations.elementwise()) {
            int number = seen.merge(op.name(), 1, Integer::sum);
            String key = total.getOrDefault(op.name(), 0) > 1 ? op.name() + "." + number : op.name();
            if (!NOT_FLOATING.contains(op.name())) {
                cases.add(new Case(key, op));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithPyTorch(Case tested) {
        double[] scalars = GOLDEN.doubles(tested.key + ".scalars");
        Value[] inputs = new Value[tested.op.arity() - scalars.length];
        for (int i = 0; i < inputs.length; i++) {
            double[] elements = GOLDEN.doubles(tested.key + ".in" + i);
            inputs[i] = HostArrays.of(elements, Shape.of(elements.length));
            inputs[i].requiresGrad(true);
        }
        long mask = ((1L << scalars.length) - 1) << inputs.length;
        Value out = tested.op.apply(
                mask, inputs, Arrays.stream(scalars).mapToObj(Scalar::of).toArray(Scalar[]::new));
        compare(tested, "out", out, inputs, true);
        if (GOLDEN.has(tested.key + ".grad0")) {
            compareGradients(tested, inputs, out);
        }
    }

    private static void compareGradients(Case tested, Value[] inputs, Value out) {
        Value[] first = gradients(out, inputs, true);
        Value mixed = Reductions.sum(first[0], false);
        for (int i = 0; i < inputs.length; i++) {
            compare(tested, "grad" + i, first[i], inputs, false);
            if (i > 0) {
                Value weighted = PointwiseArithmetic.MUL.apply(Reductions.sum(first[i], false), Scalar.of(i + 1.0));
                mixed = PointwiseArithmetic.ADD.apply(mixed, weighted);
            }
        }
        if (mixed.requiresGrad() && GOLDEN.has(tested.key + ".second0")) {
            Value[] second = gradients(mixed, inputs, false);
            for (int i = 0; i < inputs.length; i++) {
                compare(tested, "second" + i, second[i], inputs, false);
            }
        }
    }

    private static Value[] gradients(Value of, Value[] inputs, boolean createGraph) {
        Value sum = Reductions.sum(of, false);
        @Nullable
        Value[] found =
                Engine.grad(new Value[] {sum}, inputs, new @Nullable Value[] {null}, createGraph, createGraph, true);
        Value[] all = new Value[inputs.length];
        for (int i = 0; i < all.length; i++) {
            Value gradient = found[i];
            all[i] = gradient != null ? gradient : zeros(inputs[i]);
        }
        return all;
    }

    private static Value zeros(Value like) {
        return HostArrays.of(new double[(int) like.numel()], like.shape());
    }

    /** At 1e-9 of max(1, |v|); gradients where the inputs and PyTorch's own are finite. */
    private static void compare(Case tested, String part, Value actual, Value[] inputs, boolean special) {
        double[] expected = GOLDEN.doubles(tested.key + "." + part);
        double[] found = HostArrays.doubles(Arithmetic.cast(actual, DType.FLOAT64));
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            double[] at = at(inputs, i);
            boolean finite = Arrays.stream(at).allMatch(Double::isFinite);
            if ((special || finite) && !isUnsure(tested.key, part, at[0])) {
                assertThat(agrees(found[i], expected[i], special, FLOAT_CONSTANT.contains(tested.key) ? 0x1p-24 : 1e-9))
                        .as("%s %s at %s: %s, PyTorch %s", tested.key, part, Arrays.toString(at), found[i], expected[i])
                        .isTrue();
            }
        }
    }

    /** Where PyTorch's own formula has lost its digits. */
    private static boolean isUnsure(String key, String part, double x) {
        boolean isValue = part.equals("out");
        boolean pole = POLES.contains(key) && x <= 0 && x == Math.rint(x) && !(isValue && !key.equals("polygamma"));
        boolean cancelled = CANCELLED.contains(key) && !isValue && Math.abs(x) < 0.01;
        return pole || cancelled;
    }

    private static double[] at(Value[] inputs, int index) {
        return Arrays.stream(inputs)
                .mapToDouble(x -> HostArrays.doubles(x)[index])
                .toArray();
    }

    private static boolean agrees(double found, double expected, boolean special, double tolerance) {
        if (Double.isNaN(expected) || Double.isInfinite(expected)) {
            return !special || Double.compare(found, expected) == 0;
        }
        return Math.abs(found - expected) <= tolerance * Math.max(1, Math.abs(expected));
    }
}
