package dev.vecgrad.type;

import java.lang.StackWalker.StackFrame;
import java.security.CodeSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The line of the user's code that is running. */
public final class UserLine {
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private UserLine() {}

    /** {@return the innermost call of code that is not the library's, as a line of a stack trace} */
    public static String here() {
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
        return Objects.equals(origin(type), origin(UserLine.class))
                || type.getPackageName().startsWith("java.");
    }

    private static @Nullable CodeSource origin(Class<?> type) {
        return type.getProtectionDomain().getCodeSource();
    }

    private static boolean isNamedLikeOurs(String name) {
        return name.startsWith("dev.vecgrad.") || name.startsWith("java.");
    }
}
