package dev.vecgrad.tests;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Every reduction in every dtype it takes over inner, outer and mixed dims of odd shapes, contiguous and not. */
final class ReductionCases {
    private static final List<long[]> SHAPES = List.of(
            new long[] {1},
            new long[] {207},
            new long[] {4098},
            new long[] {13, 7},
            new long[] {3, 129},
            new long[] {5, 0},
            new long[] {3, 5, 7},
            new long[] {2, 3, 4, 5});

    private static final Map<String, BiFunction<Tensor, int[], Tensor>> OVER_DIMS = new TreeMap<>(Map.of(
            "sum", Tensor::sum,
            "mean", Tensor::mean,
            "prod", Tensor::prod,
            "amax", Tensor::amax,
            "amin", Tensor::amin,
            "var", Tensor::var,
            "logsumexp", Tensor::logsumexp,
            "all", Tensor::all,
            "any", Tensor::any));

    private static final Map<String, BiFunction<Tensor, Integer, Tensor>> OVER_DIM = new TreeMap<>(Map.of(
            "argmax", Tensor::argmax,
            "argmin", Tensor::argmin,
            "max", (x, dim) -> x.max(dim).values(),
            "softmax", Tensor::softmax,
            "log_softmax", Tensor::logSoftmax));

    private static final Map<String, UnaryOperator<Tensor>> LAYOUTS = new TreeMap<>(Map.of(
            "contiguous", x -> x,
            "permuted", ReductionCases::permuted,
            "sliced", ReductionCases::sliced));

    private final CheckedRun run;

    ReductionCases(CheckedRun run) {
        this.run = run;
    }

    void run() {
        for (DType dtype : DType.values()) {
            for (long[] shape : SHAPES) {
                Tensor random = random(dtype, shape);
                LAYOUTS.forEach((layout, view) -> check(dtype + " " + layout, view.apply(random)));
            }
            check(dtype + " special", SampleValues.of(dtype, 207, 0, false).view(9, 23));
        }
    }

    /** Results matter only to the backend, which compares them; they are left to the collector. */
    private static void keep(Tensor result) {
        if (result.numel() < 0) {
            throw new AssertionError(result);
        }
    }

    private void check(String what, Tensor x) {
        for (int[] dims : dimSets(x.dim())) {
            String where = " " + what + " " + x.shape() + " over " + Arrays.toString(dims);
            OVER_DIMS.forEach((name, op) -> runUnlessEmpty(name + where, x, () -> keep(op.apply(x, dims))));
            if (dims.length == 1) {
                OVER_DIM.forEach((name, op) -> runUnlessEmpty(name + where, x, () -> keep(op.apply(x, dims[0]))));
            }
        }
    }

    /** Extrema over nothing are refused; sums over nothing are not. */
    private void runUnlessEmpty(String name, Tensor x, Runnable op) {
        if (x.numel() > 0 || name.startsWith("sum") || name.startsWith("prod") || name.startsWith("softmax")) {
            run.run(name, op);
        }
    }

    /** Each dim alone, neighbours, first with last, and all. */
    private static List<int[]> dimSets(int rank) {
        List<int[]> sets = new java.util.ArrayList<>();
        IntStream.range(0, rank).forEach(d -> sets.add(new int[] {d}));
        if (rank > 1) {
            sets.add(IntStream.range(0, rank).toArray());
        }
        if (rank > 2) {
            sets.add(new int[] {0, rank - 1});
            sets.add(new int[] {0, 1});
            sets.add(new int[] {1, 2});
        }
        return sets;
    }

    private static Tensor random(DType dtype, long... shape) {
        long n = java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        double[] numbers = new SplittableRandom(n).doubles(n, -4, 4).toArray();
        return Tensor.of(numbers).to(dtype).view(shape);
    }

    private static Tensor permuted(Tensor x) {
        int rank = x.dim();
        return x.permute(IntStream.range(0, rank).map(d -> rank - 1 - d).toArray());
    }

    /** Every second element of the last dim. */
    private static Tensor sliced(Tensor x) {
        return x.slice(-1, 0, x.size(-1), 2);
    }
}
