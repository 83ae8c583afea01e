package dev.vecgrad.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * From the start of a process to its first gradient. A step starts a JVM with this one's flags and paths, so with the archive of classes
 * that {@code bin/vecgrad} keeps, and waits for the line that tells the gradient; what the JVM does afterwards does not count.
 */
final class Startup implements Step {
    static final String NAME = "startup";

    private static final String GRADIENT = "tensor([2., 4., 6.])";

    Startup() {}

    static Workload workload() {
        return Workload.process(NAME, Startup::new);
    }

    /** {@return what the processes were given} */
    static String remark() {
        return NAME + ": processes with " + String.join(" ", JavaCommand.flags());
    }

    @Override
    public void run() {
        Process process = start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            if (!GRADIENT.equals(line)) {
                throw new IllegalStateException("startup: the process printed '" + line + "', not " + GRADIENT);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public Outcome outcome() {
        run();
        return Outcome.NONE;
    }

    private static Process start() {
        try {
            return new ProcessBuilder(JavaCommand.of(FirstGradient.class))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
