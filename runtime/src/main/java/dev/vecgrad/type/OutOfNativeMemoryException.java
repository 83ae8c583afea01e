package dev.vecgrad.type;

/** No native memory left within the limit; work can go on after it. */
public final class OutOfNativeMemoryException extends VecgradException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message of the form {@code op: what is wrong: the rule with numbers}. */
    public OutOfNativeMemoryException(String message) {
        super(message);
    }
}
