package dev.vecgrad.ops;

/** What the margins of a padded tensor are made of. */
public enum PadMode {
    /** One number. */
    CONSTANT("ConstantPadNd", ""),

    /** The elements next to the border, mirrored at the border's element. */
    REFLECT("ReflectionPad%dD", "Padding size should be less than the corresponding input dimension"),

    /** The border's element. */
    REPLICATE("ReplicationPad%dD", "Expected a non-empty dimension to replicate the border of"),

    /** The elements at the other end. */
    CIRCULAR("CircularPad%dD", "Padding value causes wrapping around more than once.");

    private final String nodeName;
    private final String rule;

    PadMode(String nodeName, String rule) {
        this.nodeName = nodeName;
        this.rule = rule;
    }

    /** {@return the start of the node's name for margins of so many dims} */
    String nodeName(int dims) {
        return nodeName.formatted(dims);
    }

    /** {@return what a margin must satisfy, in PyTorch's words} */
    String rule() {
        return rule;
    }
}
