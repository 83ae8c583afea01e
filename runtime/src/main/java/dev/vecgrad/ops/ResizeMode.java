package dev.vecgrad.ops;

/** How elements between those of an image are made. */
public enum ResizeMode {
    /** The element at the place, rounded down; the place in float32, as PyTorch's. */
    NEAREST("nearest", "Nearest", 0),

    /** The element whose middle is nearest. */
    NEAREST_EXACT("nearest-exact", "NearestExact", 0),

    /** A line between two neighbours; images {@code [n, c, l]}. */
    LINEAR("linear", "Linear", 1),

    /** A line along each of two dims; images {@code [n, c, h, w]}. */
    BILINEAR("bilinear", "Bilinear", 2),

    /** A line along each of three dims; images {@code [n, c, d, h, w]}. */
    TRILINEAR("trilinear", "Trilinear", 3),

    /** A cubic convolution of four neighbours along each of two dims (Keys 1981, a = -0.75); images {@code [n, c, h, w]}. */
    BICUBIC("bicubic", "Bicubic", 2),

    /** The mean of the elements of a run, as adaptive pooling. */
    AREA("area", "", 0);

    private final String text;
    private final String node;
    private final int dims;

    ResizeMode(String text, String node, int dims) {
        this.text = text;
        this.node = node;
        this.dims = dims;
    }

    /** {@return whether it has two places for its ends: the middles of the first and last elements, or their borders} */
    boolean hasCorners() {
        return dims > 0;
    }

    /** {@return the number of dims after the channels; 0 for any} */
    int dims() {
        return dims;
    }

    /** {@return the node's name for so many dims} */
    String node(int spatial) {
        return "Upsample" + node + spatial + "DBackward0";
    }

    /** {@return its name in PyTorch} */
    @Override
    public String toString() {
        return text;
    }
}
