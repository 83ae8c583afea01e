package dev.vecgrad.data;

import dev.vecgrad.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which samples to train on and which to test on, as indices.
 *
 * @param train indices of the training samples, in random order if shuffled
 * @param test indices of the test samples, likewise
 */
public record TrainTestSplit(int[] train, int[] test) {
    /**
     * Splits {@code n} samples as scikit-learn's {@code train_test_split} does for the same sizes and seed.
     *
     * @throws DataException if the sizes do not fit, or leave nothing to train on
     */
    public static TrainTestSplit of(int n, SplitOptions options) {
        SplitOptions.Sizes sizes = options.sizes(n);
        int used = sizes.train() + sizes.test();
        if (!options.isShuffled()) {
            int[] order = IntStream.range(0, n).toArray();
            return new TrainTestSplit(
                    Arrays.copyOf(order, sizes.train()), Arrays.copyOfRange(order, sizes.train(), used));
        }
        int[] order = options.random().permutation(n);
        return new TrainTestSplit(Arrays.copyOfRange(order, sizes.test(), used), Arrays.copyOf(order, sizes.test()));
    }

    /** {@return the samples to train on} */
    public Samples train(Samples samples) {
        return samples.select(train);
    }

    /** {@return the samples to test on} */
    public Samples test(Samples samples) {
        return samples.select(test);
    }

    /** {@return copies of the slices to train on, of a tensor whose first dim counts samples} */
    public Tensor train(Tensor samples) {
        return samples.indexSelect(0, indices(train));
    }

    /** {@return copies of the slices to test on, of a tensor whose first dim counts samples} */
    public Tensor test(Tensor samples) {
        return samples.indexSelect(0, indices(test));
    }

    private static Tensor indices(int[] values) {
        return Tensor.of(IntStream.of(values).asLongStream().toArray());
    }
}
