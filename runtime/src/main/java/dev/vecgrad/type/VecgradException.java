package dev.vecgrad.type;

/** The root of every exception that vecgrad throws for a wrong use or a lack of resources. */
public class VecgradException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message of the form {@code op: what is wrong: the rule with numbers}. */
    public VecgradException(String message) {
        super(message);
    }

    /** The same, with what caused it. */
    public VecgradException(String message, Throwable cause) {
        super(message, cause);
    }
}
