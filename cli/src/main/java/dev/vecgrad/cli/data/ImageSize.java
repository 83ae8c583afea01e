package dev.vecgrad.cli.data;

/**
 * The size of grey images whose pixels, row by row, are features.
 *
 * @param height rows
 * @param width pixels a row
 */
public record ImageSize(int height, int width) {
    /** {@return the number of pixels} */
    public long pixels() {
        return (long) height * width;
    }

    @Override
    public String toString() {
        return height + "x" + width;
    }
}
