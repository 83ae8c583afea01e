package dev.vecgrad.data;

import dev.vecgrad.Tensor;
import java.util.List;

/**
 * Some samples of a data set.
 *
 * @param tensors the samples' part of each of the data set's tensors, in the same order
 */
public record Batch(List<Tensor> tensors) {
    /** {@return the first tensor: the features} */
    public Tensor x() {
        return tensors.get(0);
    }

    /** {@return the second tensor: the targets} */
    public Tensor y() {
        return tensors.get(1);
    }

    /** {@return the number of samples} */
    public long size() {
        return x().size(0);
    }
}
