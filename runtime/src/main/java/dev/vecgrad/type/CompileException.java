package dev.vecgrad.type;

/** A compiled function did what cannot be written down once and repeated, or a tensor of such a function was used outside of it. */
public final class CompileException extends VecgradException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message. */
    public CompileException(String message) {
        super(message);
    }
}
