package dev.vecgrad.data;

import dev.vecgrad.Tensor;
import java.util.stream.IntStream;

/**
 * Samples with a class each: {@code x[i]} holds the features of sample i, {@code y[i]} its class, from 0.
 *
 * @param x features, one row a sample, rows of equal length
 * @param y classes
 */
public record Samples(double[][] x, int[] y) {
    /** Checks that both have the same number of samples. */
    public Samples {
        if (x.length != y.length) {
            throw new DataException(
                    "Samples: x has " + x.length + " samples, y has " + y.length + ": both need the same number");
        }
    }

    /** {@return the number of samples} */
    public int size() {
        return y.length;
    }

    /** {@return the number of features; 0 without samples} */
    public int featureCount() {
        return x.length == 0 ? 0 : x[0].length;
    }

    /** {@return the number of classes: one more than the highest class} */
    public int classCount() {
        int highest = -1;
        for (int label : y) {
            highest = Math.max(highest, label);
        }
        return highest + 1;
    }

    /** {@return the samples at these indices, in this order; rows are shared, not copied} */
    public Samples select(int[] indices) {
        double[][] rows = new double[indices.length][];
        int[] labels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            rows[i] = x[indices[i]];
            labels[i] = y[indices[i]];
        }
        return new Samples(rows, labels);
    }

    /** {@return the features as a float32 tensor [size, featureCount]} */
    public Tensor features() {
        float[] elements = new float[size() * featureCount()];
        int at = 0;
        for (double[] row : x) {
            for (double number : row) {
                elements[at++] = (float) number;
            }
        }
        return Tensor.of(elements).view(size(), featureCount());
    }

    /** {@return the classes as an int64 tensor [size]} */
    public Tensor targets() {
        return Tensor.of(IntStream.of(y).asLongStream().toArray());
    }

    /** {@return {@link #features} and {@link #targets} as a data set} */
    public TensorDataset toTensors() {
        return TensorDataset.of(features(), targets());
    }
}
