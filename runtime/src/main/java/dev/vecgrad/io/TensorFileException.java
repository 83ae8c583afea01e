package dev.vecgrad.io;

import dev.vecgrad.type.VecgradException;

/** A file of tensors that is missing, cannot be read or written, or breaks a rule of its format; the message names file and rule. */
public final class TensorFileException extends VecgradException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message of the form {@code file: what is wrong: the rule with numbers}. */
    public TensorFileException(String message) {
        super(message);
    }

    /** The same, with what caused it. */
    public TensorFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
