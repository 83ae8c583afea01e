package dev.vecgrad.type;

/** A kernel that could not be built; keeps its source or listing and the compiler's log. */
public final class KernelException extends VecgradException {
    private static final long serialVersionUID = 1L;

    /** An exception whose message holds the listing and the log, with what caused it. */
    public KernelException(String message, Throwable cause) {
        super(message, cause);
    }
}
