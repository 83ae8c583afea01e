package dev.vecgrad.core;

import java.lang.StackWalker.StackFrame;
import java.security.CodeSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
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
        return first(frame -> !isOurs(frame.getDeclaringClass()))
                .or(() -> first(frame -> !isNamedLikeOurs(frame.getClassName())))
                .orElse("unknown");
    }

    private static Optional<String> first(Predicate<StackFrame> wanted) {
        return WALKER.walk(frames -> frames.filter(wanted)
                .findFirst()
                .map(frame -> frame.toStackTraceElement().toString()));
    }

    /* What came from one place with this class is ours; if all did, as in a jar of everything, packages tell. */
    private static boolean isOurs(Class<?> type) {
        return Objects.equals(origin(type), origin(ForwardCall.class))
                || type.getPackageName().startsWith("java.");
    }

    private static @Nullable CodeSource origin(Class<?> type) {
        return type.getProtectionDomain().getCodeSource();
    }

    private static boolean isNamedLikeOurs(String name) {
        return name.startsWith("dev.vecgrad.") || name.startsWith("java.");
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
