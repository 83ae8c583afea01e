package dev.vecgrad.core;

import dev.vecgrad.type.AutogradException;

/** How a view was made: says whether it may be written in place while ops are recorded. */
enum ViewOrigin {
    /** By a recorded view op. */
    RECORDED(""),

    /** While nothing was recorded. */
    NO_GRAD(
            " Given that this use case is ambiguous and error-prone, it is forbidden: move both the view and the in-place op either"
                    + " inside the noGrad block (if the write is not to be recorded) or outside of it (if it is)"),

    /** By a user's function. */
    CUSTOM_FUNCTION(
            " This view was created inside a custom Function (or because an input was returned as-is) and the autograd logic to"
                    + " handle view+inplace would override the custom backward associated with the custom Function, leading to incorrect"
                    + " gradients. This behavior is forbidden: clone() the output of the custom Function");

    private final String rule;

    ViewOrigin(String rule) {
        this.rule = rule;
    }

    /** {@return the origin of a view of a view: what forbids writes to one forbids them to the other} */
    ViewOrigin then(ViewOrigin later) {
        return later == RECORDED ? this : later;
    }

    /** Throws unless the view itself may be written. */
    void checkWrite(String op) {
        check(op, "is being modified inplace");
    }

    /** Throws unless the view has a history after its base was written. */
    void checkBaseWritten(String op) {
        check(op, "its base or another view of its base has been modified inplace");
    }

    private void check(String op, String what) {
        switch (this) {
            case RECORDED -> {}
            case NO_GRAD ->
                throw new AutogradException(
                        op + ": A view was created in no_grad mode and " + what + " with grad mode enabled." + rule);
            case CUSTOM_FUNCTION ->
                throw new AutogradException(op + ": Output of a custom Function is a view and " + what + "." + rule);
        }
    }
}
