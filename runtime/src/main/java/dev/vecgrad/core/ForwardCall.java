package dev.vecgrad.core;

import dev.vecgrad.type.UserLine;
import org.jspecify.annotations.Nullable;

/**
 * Where an op was called.
 *
 * @param stack the calls that led to it, as a trace to be shown
 * @param line the innermost call of code that is not the library's
 * @param inducedBy the node whose backward called it, null if none did
 */
record ForwardCall(Throwable stack, String line, @Nullable Node inducedBy) {
    static ForwardCall here(ThreadState state) {
        NodeTask running = state.running;
        return new ForwardCall(
                new Throwable("Traceback of the forward call"),
                UserLine.here(),
                running == null ? null : running.node());
    }

    /** {@return the call in words} */
    String text() {
        String text = "the forward call was at " + line;
        ForwardCall outer = inducedBy == null ? null : inducedBy.origin();
        return outer == null || inducedBy == null
                ? text
                : text + ", induced by the backward of " + inducedBy.name() + ", whose forward call was at "
                        + outer.line;
    }
}
