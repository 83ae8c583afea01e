package dev.vecgrad.data;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.ShapeException;
import java.util.List;

/**
 * Tensors whose first dim counts samples: sample i is the i-th slice of each of them.
 *
 * @param tensors at least one, with equal first dims; by custom the features and then the targets
 */
public record TensorDataset(List<Tensor> tensors) {
    /**
     * Checks the tensors.
     *
     * @throws ShapeException if there is none, one is a scalar, or first dims differ
     */
    public TensorDataset {
        tensors = List.copyOf(tensors);
        if (tensors.isEmpty()) {
            throw new ShapeException("TensorDataset: at least one tensor is needed");
        }
        for (Tensor tensor : tensors) {
            requireSamples(tensor, tensors.getFirst());
        }
    }

    /** A data set of features, targets, and what else belongs to a sample. */
    public static TensorDataset of(Tensor... tensors) {
        return new TensorDataset(List.of(tensors));
    }

    /** {@return the number of samples} */
    public long size() {
        return tensors.getFirst().size(0);
    }

    /** {@return the samples from start to before start + length, as views} */
    public Batch range(long start, long length) {
        return new Batch(
                tensors.stream().map(tensor -> tensor.narrow(0, start, length)).toList());
    }

    /** {@return copies of the samples at these indices, in this order} */
    public Batch select(long... indices) {
        Tensor index = Tensor.of(indices);
        return new Batch(
                tensors.stream().map(tensor -> tensor.indexSelect(0, index)).toList());
    }

    private static void requireSamples(Tensor tensor, Tensor first) {
        if (tensor.dim() == 0) {
            throw new ShapeException("TensorDataset: a scalar has no samples: every tensor needs at least 1 dim");
        }
        if (tensor.size(0) != first.size(0)) {
            throw new ShapeException("TensorDataset: Size mismatch between tensors: the first dims are " + first.size(0)
                    + " and " + tensor.size(0) + ", but must be equal");
        }
    }
}
