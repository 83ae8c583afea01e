package dev.vecgrad.autograd;

import dev.vecgrad.type.VecgradException;

/** A gradient that differs from the one found by differences. */
public final class GradcheckException extends VecgradException {
    private static final long serialVersionUID = 1L;

    /** An exception that tells where and by how much they differ. */
    public GradcheckException(String message) {
        super(message);
    }
}
