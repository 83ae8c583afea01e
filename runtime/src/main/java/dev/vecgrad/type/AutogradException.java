package dev.vecgrad.type;

/** A wrong use of gradients: no graph, a graph used up, a value changed since it was saved. */
public final class AutogradException extends VecgradException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message of the form {@code op: what is wrong: the rule with numbers}. */
    public AutogradException(String message) {
        super(message);
    }

    /** The same with what led to it. */
    public AutogradException(String message, Throwable cause) {
        super(message, cause);
    }
}
