package dev.vecgrad.data;

import dev.vecgrad.type.VecgradException;

/** Data that is missing, cannot be read, or breaks a rule of its format; the message names the file or argument and the rule. */
public final class DataException extends VecgradException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message of the form {@code what: what is wrong: the rule with numbers}. */
    public DataException(String message) {
        super(message);
    }

    /** The same, with what caused it. */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
