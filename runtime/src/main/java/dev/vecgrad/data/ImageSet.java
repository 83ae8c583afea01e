package dev.vecgrad.data;

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
}
