package dev.vecgrad.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From the start of a process to its first gradient. A step starts a JVM with this one's flags and paths and waits for the line that
 * tells the gradient; what the JVM does afterwards does not count.
 */
final class Startup implements Step {
    static final String NAME = "startup";

    private static final String GRADIENT = "tensor([2., 4., 6.])";

    Startup() {}

    static Workload workload() {
        return Workload.process(NAME, Startup::new);
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
            return new ProcessBuilder(command())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(Startup::isInherited)
                .forEach(command::add);
        String main = FirstGradient.class.getName();
        @Nullable String modulePath = System.getProperty("jdk.module.path");
        @Nullable String module = FirstGradient.class.getModule().getName();
        command.addAll(List.of("-cp", System.getProperty("java.class.path", "")));
        if (modulePath == null || module == null) {
            command.add(main);
        } else {
            command.addAll(List.of("-p", modulePath, "-m", module + "/" + main));
        }
        return command;
    }

    /** What vecgrad needs and how the JVM works; not its agents. */
    private static boolean isInherited(String flag) {
        return flag.startsWith("--enable-native-access") || flag.startsWith("--add-modules") || flag.startsWith("-XX:");
    }
}
