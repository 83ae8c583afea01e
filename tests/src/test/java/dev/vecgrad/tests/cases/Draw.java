package dev.vecgrad.tests.cases;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The elements of one case's inputs. Numbers lie in a grid that all inputs share, each input having a place of its own within a cell, so that
 * no two of them come near each other or 0.
 */
final class Draw {
    /** Of the grid, for each input: half of it is jitter, a quarter on either side stays free. */
    private static final double LEAST_STEP = 0.04;

    /** What the grid spans if its steps are not the least ones. */
    private static final double SPAN = 3;

    private final SplittableRandom random;
    private final DType dtype;
    private final List<Input> inputs;
    private final double step;

    Draw(List<Input> inputs, long seed, DType dtype) {
        this.random = new SplittableRandom(seed);
        this.dtype = dtype;
        this.inputs = inputs;
        int most = inputs.stream().mapToInt(Input::numel).max().orElse(1);
        this.step = Math.max(LEAST_STEP * inputs.size(), SPAN / Math.max(most, 1));
    }

    /** {@return all inputs, row-major, without gradients} */
    Tensor[] tensors() {
        return IntStream.range(0, inputs.size()).mapToObj(this::tensor).toArray(Tensor[]::new);
    }

    private Tensor tensor(int place) {
        Input input = inputs.get(place);
        Tensor elements = switch (input.kind()) {
            case FLOATS, POSITIVES, UNITS -> numbers(input, place);
            case INTEGERS ->
                Tensor.of(random.longs(input.numel(), input.low(), input.high()).toArray());
            case DISTINCT_INDICES -> Tensor.of(distinct(input));
            case BOOLS -> Tensor.of(random.longs(input.numel(), 0, 2).toArray());
        };
        return elements.to(input.dtypeIn(dtype)).view(input.sizes());
    }

    private Tensor numbers(Input input, int place) {
        DType own = input.dtypeIn(dtype);
        int n = input.numel();
        int[] ranks = permutation(n);
        int least = input.kind() == Input.Kind.FLOATS ? -(n + random.nextInt(2)) / 2 : 0;
        return switch (own.category()) {
            case BOOL -> Tensor.of(random.longs(n, 0, 2).toArray());
            case INTEGRAL -> Tensor.of(integers(input, ranks, least, place));
            case FLOATING -> Tensor.of(reals(input, ranks, least, place));
        };
    }

    private double[] reals(Input input, int[] ranks, int least, int place) {
        double scale = input.kind() == Input.Kind.UNITS ? 1.0 / Math.max(ranks.length, 1) : step;
        double[] elements = new double[ranks.length];
        for (int i = 0; i < elements.length; i++) {
            double within = (place + random.nextDouble(0.25, 0.75)) / inputs.size();
            elements[i] = (ranks[i] + least + within) * scale;
        }
        return elements;
    }

    /** Of all inputs but the first none is 0, so that these can be divisors. */
    private long[] integers(Input input, int[] ranks, int least, int place) {
        boolean unit = input.kind() == Input.Kind.UNITS;
        long first = input.kind() == Input.Kind.POSITIVES ? place + 1 : place;
        return IntStream.of(ranks)
                .mapToLong(rank -> unit ? rank % 2 : (long) (rank + least) * inputs.size() + first)
                .toArray();
    }

    private int[] permutation(int n) {
        int[] ranks = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = ranks[i];
            ranks[i] = ranks[j];
            ranks[j] = kept;
        }
        return ranks;
    }

    /** A permutation's start along the input's dim for each place in the other dims. */
    private long[] distinct(Input input) {
        long[] sizes = input.sizes();
        int inner = 1;
        for (int d = input.dim() + 1; d < sizes.length; d++) {
            inner *= (int) sizes[d];
        }
        int length = (int) sizes[input.dim()];
        long[] elements = new long[input.numel()];
        for (int line = 0; line < elements.length / Math.max(length, 1); line++) {
            int[] chosen = permutation((int) input.high());
            int start = line / inner * inner * length + line % inner;
            for (int k = 0; k < length; k++) {
                elements[start + k * inner] = chosen[k];
            }
        }
        return elements;
    }
}
