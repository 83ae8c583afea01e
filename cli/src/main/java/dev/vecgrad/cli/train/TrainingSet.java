package dev.vecgrad.cli.train;

import dev.vecgrad.Tensor;
import dev.vecgrad.cli.data.ImageSize;
import dev.vecgrad.data.StandardScaler;
import dev.vecgrad.data.TensorDataset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Data to train on and to test with, as tensors.
 *
 * @param name how it is called in what is printed
 * @param featureNames in the order of the columns
 * @param classNames by class number
 * @param scaler the standardisation that was fitted on the training part and applied to both
 * @param train features {@code [n, features]} float32 and classes {@code [n]} int64
 * @param test the same
 * @param images the size of the images whose pixels the features are; null for a table
 * @param testRows where each test sample stands in the data, counted from 1
 */
public record TrainingSet(
        String name,
        List<String> featureNames,
        List<String> classNames,
        StandardScaler scaler,
        TensorDataset train,
        TensorDataset test,
        @Nullable ImageSize images,
        int[] testRows) {
    /** {@return the features of a part} */
    static Tensor x(TensorDataset part) {
        return part.tensors().get(0);
    }

    /** {@return the classes of a part} */
    static Tensor y(TensorDataset part) {
        return part.tensors().get(1);
    }
}
