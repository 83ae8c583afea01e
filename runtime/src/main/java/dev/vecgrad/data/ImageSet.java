package dev.vecgrad.data;

import dev.vecgrad.Tensor;
import java.util.stream.IntStream;

/**
 * Images with a label each.
 *
 * @param images dims [count, height, width]
 * @param labels dims [count]
 */
public record ImageSet(IdxArray images, IdxArray labels) {
    /** Checks that there are as many labels as images. */
    public ImageSet {
        if (images.size() != labels.size()) {
            throw new DataException(
                    "ImageSet: " + images.size() + " images, but " + labels.size() + " labels: every image needs one");
        }
    }

    /** {@return the number of images} */
    public int size() {
        return images.size();
    }

    /** {@return the number of pixels an image has} */
    public int pixelCount() {
        return images.itemSize();
    }

    /** {@return the pixels as a float32 tensor [size, pixelCount] of numbers from 0 to 1} */
    public Tensor features() {
        return Tensor.of(images.toUnitFloats()).view(size(), pixelCount());
    }

    /** {@return the labels as an int64 tensor [size]} */
    public Tensor targets() {
        return Tensor.of(IntStream.of(labels.toInts()).asLongStream().toArray());
    }

    /** {@return {@link #features} and {@link #targets} as a data set} */
    public TensorDataset toTensors() {
        return TensorDataset.of(features(), targets());
    }
}
