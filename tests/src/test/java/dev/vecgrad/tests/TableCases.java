package dev.vecgrad.tests;

import dev.vecgrad.Tensor;
import dev.vecgrad.tests.cases.OpCase;
import dev.vecgrad.tests.cases.OpCases;
import dev.vecgrad.tests.cases.Outcome;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Every op case with its first and second gradients in each dtype, on its own sizes and on larger ones, and on views that show the same
 * elements: in float64 on all of them, in other dtypes on one, taken in turns. Backends compare kernels; what is compared here is that the layout of inputs changes nothing.
 */
final class TableCases {
    private static final long SEED = 11;

    /** So that vectors of each width have whole ones, and a rest. Longer loops, unrolled ones, are those of the other cases. */
    private static final int LARGER = 21;

    /** For sums of at most some hundred products of numbers up to the greatest, whose order the layout may choose. */
    private static final Map<DType, Double> ROUNDING = Map.of(DType.FLOAT32, 0x1p-14, DType.FLOAT64, 0x1p-43);

    private static final Map<String, UnaryOperator<Tensor>> LAYOUTS =
            new TreeMap<>(Map.of("transposed", TableCases::transposed, "sliced", TableCases::sliced));

    /** What these give depends on the layout. */
    private static final Set<String> OF_MEMORY = Set.of("as_strided");

    private final CheckedRun run;

    TableCases(CheckedRun run) {
        this.run = run;
    }

    void run() {
        List<OpCase> cases = OpCases.all();
        int every = CheckedRun.every();
        for (int i = 0; i < cases.size(); i += every) {
            OpCase tested = cases.get(i);
            OpCase larger = tested.resized(new SplittableRandom(SEED), LARGER);
            Set<String> one = Set.of(List.copyOf(LAYOUTS.keySet()).get(i / every % LAYOUTS.size()));
            check(tested, DType.FLOAT64, LAYOUTS.keySet());
            for (DType dtype : tested.dtypes()) {
                if (dtype != DType.FLOAT64 && check(tested, dtype, one) && larger != tested) {
                    run.run(name(larger, dtype), () -> outcome(larger, dtype, x -> x));
                }
            }
        }
    }

    private static String name(OpCase tested, DType dtype) {
        return tested + " in " + dtype;
    }

    private boolean check(OpCase tested, DType dtype, Set<String> layouts) {
        return run.run(name(tested, dtype), () -> {
            List<Tensor> plain = outcome(tested, dtype, x -> x);
            if (!OF_MEMORY.contains(tested.name())) {
                layouts.forEach(layout -> checkLayout(tested, dtype, layout, plain));
            }
        });
    }

    private static void checkLayout(OpCase tested, DType dtype, String layout, List<Tensor> plain) {
        UnaryOperator<Tensor> view = Objects.requireNonNull(LAYOUTS.get(layout));
        List<Tensor> other = outcomeOrNone(tested, dtype, view);
        for (int i = 0; i < other.size(); i++) {
            compare(layout + ", part " + i, plain.get(i), other.get(i));
        }
    }

    /** None if the case is a view that no such layout has. */
    private static List<Tensor> outcomeOrNone(OpCase tested, DType dtype, UnaryOperator<Tensor> layout) {
        try {
            return outcome(tested, dtype, layout);
        } catch (ShapeException e) {
            if (String.valueOf(e.getMessage()).startsWith("view: view size is not compatible")) {
                return List.of();
            }
            throw e;
        }
    }

    private static List<Tensor> outcome(OpCase tested, DType dtype, UnaryOperator<Tensor> layout) {
        Tensor[] in = tested.draw(SEED, dtype);
        for (int i = 0; i < in.length; i++) {
            in[i] = layout.apply(in[i]);
            if (in[i].dtype().isFloatingPoint() && !tested.inputs().get(i).constant()) {
                in[i].requiresGrad_(true);
            }
        }
        return Outcome.of(tested, in).parts();
    }

    private static void compare(String what, Tensor expected, Tensor found) {
        if (!expected.shape().equals(found.shape()) || expected.dtype() != found.dtype()) {
            throw new AssertionError(what + ": " + found.dtype() + found.shape() + ", contiguous " + expected.dtype()
                    + expected.shape());
        }
        double[] a = expected.toDoubleArray();
        double[] b = found.toDoubleArray();
        double greatest =
                Arrays.stream(a).map(Math::abs).filter(Double::isFinite).max().orElse(0);
        double allowed = ROUNDING.getOrDefault(expected.dtype(), 0.0) * Math.max(1, greatest);
        for (int i = 0; i < a.length; i++) {
            if (!(Math.abs(a[i] - b[i]) <= allowed) && Double.compare(a[i], b[i]) != 0) {
                throw new AssertionError(what + ": element " + i + " is " + b[i] + ", contiguous " + a[i]);
            }
        }
    }

    /** The same elements with the last dim outermost in memory. */
    private static Tensor transposed(Tensor x) {
        int[] reversed = IntStream.range(0, x.dim()).map(d -> x.dim() - 1 - d).toArray();
        return x.permute(reversed).contiguous().permute(reversed).detach();
    }

    /** The same elements as every second one of memory, the first of which is no element. */
    private static Tensor sliced(Tensor x) {
        return Tensor.stack(List.of(x, x), -1).select(-1, 1).detach();
    }
}
