package dev.vecgrad.type;

/** A dtype that an op does not take. */
public final class DTypeException extends VecgradException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message of the form {@code op: what is wrong: the rule with numbers}. */
    public DTypeException(String message) {
        super(message);
    }
}
