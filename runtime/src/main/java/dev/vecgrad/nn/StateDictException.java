package dev.vecgrad.nn;

import dev.vecgrad.type.VecgradException;

/** A state that does not fit the module it is loaded into; the message lists every difference. */
public final class StateDictException extends VecgradException {
    private static final long serialVersionUID = 1L;

    /** An exception with PyTorch's message. */
    public StateDictException(String message) {
        super(message);
    }
}
