package dev.vecgrad.type;

/** An index, label or dim outside its range. */
public final class IndexException extends VecgradException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message of the form {@code op: what is wrong: the rule with numbers}. */
    public IndexException(String message) {
        super(message);
    }
}
