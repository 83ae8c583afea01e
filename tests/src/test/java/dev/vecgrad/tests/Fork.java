package dev.vecgrad.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM of its own for what is chosen once a process: backend, tier, vector width, threads. */
public final class Fork {
    private Fork() {}

    /**
     * Runs a class's main on this JVM's class path, with its modules and size of heap.
     *
     * @param options of the JVM, after this one's, such as {@code -Dvecgrad.threads=1}
     * @return what it wrote to either stream; the test fails unless its exit code is 0
     */
    public static String run(Class<?> main, List<String> options, String... args)
            throws IOException, InterruptedException {
        return run(main, Map.of(), options, args);
    }

    /** The same with these variables in its environment. {@return what it wrote} */
    public static String run(Class<?> main, Map<String, String> environment, List<String> options, String... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(Fork::isInherited)
                .forEach(command::add);
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(process.waitFor())
                .as("exit code of %s with %s; it wrote:%n%s", main.getSimpleName(), options, text)
                .isZero();
        return text;
    }

    /** Modules and the heap's size; not this JVM's agents, compiler and collector, or its own choice of backend. */
    private static boolean isInherited(String flag) {
        return flag.startsWith("--") || flag.startsWith("-Xm");
    }
}
