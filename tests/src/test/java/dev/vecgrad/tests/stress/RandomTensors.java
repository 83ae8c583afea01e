package dev.vecgrad.tests.stress;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Tensors of random shape, dtype, layout and elements: special values, empty ones, scalars, views of other tensors. */
final class RandomTensors {
    private static final long[] SIZES = {0, 1, 1, 2, 2, 3, 4, 5, 13, 33};
    private static final int MOST_ELEMENTS = 2000;
    private static final double[] SPECIAL = {
        0.0, -0.0, 1, -1, 0.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, 1e-310, -3e9
    };
    private static final long[] SPECIAL_INTEGERS = {
        0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE
    };

    private final SplittableRandom random;

    RandomTensors(SplittableRandom random) {
        this.random = random;
    }

    /** {@return any constant of an enum} */
    <E> E any(E[] constants) {
        return constants[random.nextInt(constants.length)];
    }

    /** {@return a random dtype} */
    DType dtype() {
        return any(DType.values());
    }

    /** {@return up to four sizes whose product stays small} */
    long[] shape() {
        long[] sizes = new long[random.nextInt(5)];
        long numel = 1;
        for (int d = 0; d < sizes.length; d++) {
            long size = SIZES[random.nextInt(SIZES.length)];
            sizes[d] = numel * size > MOST_ELEMENTS ? 1 : size;
            numel *= Math.max(sizes[d], 1);
        }
        return sizes;
    }

    /** {@return a shape to be used with {@code other}: the same, one that broadcasts, or any} */
    long[] shapeLike(long[] other) {
        return switch (random.nextInt(6)) {
            case 0 -> shape();
            case 1 ->
                Arrays.stream(other).map(n -> random.nextBoolean() ? n : 1).toArray();
            case 2 -> Arrays.copyOfRange(other, other.length == 0 ? 0 : random.nextInt(other.length), other.length);
            default -> other;
        };
    }

    /** {@return a tensor in a random layout, which sometimes requires a gradient} */
    Tensor tensor(long[] shape, DType dtype) {
        int n = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        Tensor elements = dtype.isFloatingPoint() ? Tensor.of(doubles(n)) : Tensor.of(longs(n));
        Tensor tensor = layout(elements.to(dtype).view(shape));
        return dtype.isFloatingPoint() && random.nextInt(3) == 0 ? tensor.requiresGrad_(true) : tensor;
    }

    /** {@return indices, most of them from 0 to before 4} */
    Tensor indices(long[] shape) {
        int n = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        int bound = random.nextInt(1, 5);
        int wrong = random.nextInt(4) == 0 ? 1 : 0;
        return layout(
                Tensor.of(random.longs(n, -wrong, bound + wrong).toArray()).view(shape));
    }

    private double[] doubles(int n) {
        double[] elements = random.doubles(n, -4, 4).toArray();
        for (int i = 0; i < n && random.nextInt(4) == 0; i++) {
            elements[random.nextInt(n)] = SPECIAL[random.nextInt(SPECIAL.length)];
        }
        return elements;
    }

    private long[] longs(int n) {
        long[] elements = random.longs(n, -9, 10).toArray();
        for (int i = 0; i < n && random.nextInt(4) == 0; i++) {
            elements[random.nextInt(n)] = SPECIAL_INTEGERS[random.nextInt(SPECIAL_INTEGERS.length)];
        }
        return elements;
    }

    /** {@return a leaf that shows the elements of {@code x} in another order of memory, or with gaps, or one element many times} */
    Tensor layout(Tensor x) {
        Tensor view = switch (random.nextInt(6)) {
            case 0 -> permuted(x);
            case 1 -> Tensor.stack(List.of(x, x), -1).select(-1, 1);
            case 2 -> x.dim() == 0 ? x : Tensor.cat(List.of(x, x), 0).narrow(0, x.size(0), x.size(0));
            case 3 ->
                x.numel() == 0 ? x : x.flatten().select(0, 0).expand(x.shape().toArray());
            default -> x;
        };
        return view.detach();
    }

    private Tensor permuted(Tensor x) {
        int[] order = IntStream.range(0, x.dim()).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        int[] back = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            back[order[i]] = i;
        }
        return x.permute(order).contiguous().permute(back);
    }

    /** {@return dtype, shape, strides and the first elements} */
    static String text(Tensor x) {
        String elements = Arrays.toString(
                Arrays.stream(x.detach().toDoubleArray()).limit(6).toArray());
        return x.dtype() + x.shape().toString() + " strides " + Arrays.toString(x.stride())
                + (x.requiresGrad() ? " requires grad " : " ") + elements;
    }
}
