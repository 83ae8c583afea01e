package dev.vecgrad.type;

/** Shapes, dims or sizes that do not fit an op. */
public final class ShapeException extends VecgradException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message of the form {@code op: what is wrong: the rule with numbers}. */
    public ShapeException(String message) {
        super(message);
    }
}
