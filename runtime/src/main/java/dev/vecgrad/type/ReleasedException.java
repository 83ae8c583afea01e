package dev.vecgrad.type;

/** A use of a tensor whose memory was given back. */
public final class ReleasedException extends VecgradException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message of the form {@code op: what is wrong: the rule with numbers}. */
    public ReleasedException(String message) {
        super(message);
    }
}
