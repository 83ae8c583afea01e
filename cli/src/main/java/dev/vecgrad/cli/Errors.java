package dev.vecgrad.cli;

import dev.vecgrad.type.VecgradException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a user's mistake looks like: one line on the error stream and exit code 2. A mistake of ours keeps its stack trace. */
final class Errors {
    private static final int WRONG_USE = 2;
    private static final int OUR_MISTAKE = 1;
    private static final long MIB = 1 << 20;

    private Errors() {}

    /** Tells of a wrong option; {@return the exit code} */
    static int usage(ParameterException e) {
        CommandLine command = e.getCommandLine();
        String message = e instanceof UnmatchedArgumentException unmatched ? unmatched(unmatched) : e.getMessage();
        String help = command.getCommandSpec().qualifiedName() + " --help";
        command.getErr().println(oneLine(message) + " (see '" + help + "')");
        return WRONG_USE;
    }

    private static @Nullable String unmatched(UnmatchedArgumentException e) {
        String first = e.getUnmatched().getFirst();
        boolean isCommand = e.getCommandLine().getParent() == null && !first.startsWith("-");
        if (!isCommand) {
            return e.getMessage();
        }
        return "no command is called '" + first + "': there are "
                + String.join(", ", e.getCommandLine().getSubcommands().keySet());
    }

    /** Tells of an exception; {@return the exit code} */
    static int report(Throwable e, PrintWriter err) {
        switch (e) {
            case VecgradException _, IllegalArgumentException _ -> err.println(oneLine(e.getMessage()));
            case UncheckedIOException io when io.getCause() != null -> err.println(file(io.getCause()));
            case IOException io -> err.println(file(io));
            case OutOfMemoryError _ ->
                err.println("the Java heap of " + Runtime.getRuntime().maxMemory() / MIB
                        + " MiB is too small for this: set a larger one by the environment variable"
                        + " JDK_JAVA_OPTIONS=-Xmx8g, or use less data");
            default -> {
                e.printStackTrace(err);
                return OUR_MISTAKE;
            }
        }
        return WRONG_USE;
    }

    private static String file(IOException e) {
        String file = e instanceof FileSystemException in && in.getFile() != null ? in.getFile() + ": " : "";
        return oneLine(file + reason(e));
    }

    /** {@return why a file cannot be read or written, without its name} */
    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file or folder";
            case AccessDeniedException _ -> "this user may not do that";
            case FileAlreadyExistsException _ -> "something else has this name";
            case FileSystemException in when in.getReason() != null -> in.getReason();
            default -> oneLine(e.getMessage());
        };
    }

    private static String oneLine(@Nullable String message) {
        return message == null ? "unknown error" : message.replaceAll("\\s*\\R\\s*", " ");
    }
}
