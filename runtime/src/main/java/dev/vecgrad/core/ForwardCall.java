package dev.vecgrad.core;

import java.lang.StackWalker.StackFrame;
import java.security.CodeSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where an op was called.
 *
 * @param stack the calls that led to it, as a trace to be shown
 * @param line the innermost call of code that is not the library's
 * @param inducedBy the node whose backward called it, null if none did
 */
record ForwardCall(Throwable stack, String line, @Nullable Node inducedBy) {
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    static ForwardCall here(ThreadState state) {
        NodeTask running = state.running;
        return new ForwardCall(
                new Throwable("Traceback of the forward call"), userLine(), running == null ? null : running.node());
    }

    private static String userLine() {
        List<StackFrame> frames = WALKER.walk(all ->
                all.filter(frame -> !isOurs(frame.getDeclaringClass())).limit(1).toList());
        return frames.isEmpty()
                ? "unknown"
                : frames.getFirst().toStackTraceElement().toString();
    }

    /* Packages do not tell, since modules may share a jar and tests a package: what came from one place with this class is ours. */
    private static boolean isOurs(Class<?> type) {
        return Objects.equals(origin(type), origin(ForwardCall.class))
                || type.getPackageName().startsWith("java.");
    }

    private static @Nullable CodeSource origin(Class<?> type) {
        return type.getProtectionDomain().getCodeSource();
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
