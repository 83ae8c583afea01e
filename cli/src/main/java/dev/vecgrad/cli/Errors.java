package dev.vecgrad.cli;

import dev.vecgrad.type.VecgradException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;

/** What a user's mistake looks like: one line on the error stream and exit code 2. A mistake of ours keeps its stack trace. */
final class Errors {
    private static final int WRONG_USE = 2;
    private static final int OUR_MISTAKE = 1;

    private Errors() {}

    /** Tells of a wrong option; {@return the exit code}. */
    static int usage(ParameterException e) {
        PrintWriter err = e.getCommandLine().getErr();
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        err.println(oneLine(e.getMessage()) + " (see '" + command + " --help')");
        return WRONG_USE;
    }

    /** Tells of an exception; {@return the exit code}. */
    static int report(Exception e, PrintWriter err) {
        switch (e) {
            case VecgradException _, IllegalArgumentException _ -> err.println(oneLine(e.getMessage()));
            case UncheckedIOException io
            when io.getCause() != null -> err.println(oneLine(io.getCause().getMessage()));
            case IOException io -> err.println(file(io));
            default -> {
                e.printStackTrace(err);
                return OUR_MISTAKE;
            }
        }
        return WRONG_USE;
    }

    private static String file(IOException e) {
        String reason = e instanceof NoSuchFileException ? "there is no such file or folder" : "";
        return oneLine(e.getMessage() + (reason.isEmpty() ? "" : ": " + reason));
    }

    private static String oneLine(@Nullable String message) {
        return message == null ? "unknown error" : message.replaceAll("\\s*\\R\\s*", " ");
    }
}
