package dev.vecgrad.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The benchmarks of {@code bench/jmh}, which a profile of the build makes: JMH's license and size keep it out of all others. They run in JVMs of their own with
 * this build of vecgrad.
 *
 * @param home the project's folder
 * @param forks JVMs for each benchmark
 * @param iteration how long one of the eight iterations in each JVM takes
 */
public record JmhRun(Path home, int forks, Duration iteration) {
    /** How they are built. */
    public static final String BUILD = "./mvnw -Pjmh -pl bench/jmh -am -Dquick package";

    private static final String MAIN = "dev.vecgrad.bench.jmh.Microbenchmarks";

    /**
     * Some benchmarks.
     *
     * @throws IllegalArgumentException if there is no JVM or no time
     */
    public JmhRun {
        if (forks < 1 || !iteration.isPositive()) {
            throw new IllegalArgumentException("there must be a JVM and some time, but there are " + forks + " and "
                    + iteration.toMillis() + " ms");
        }
    }

    /**
     * Runs those whose names match, and prints their tables.
     *
     * @param wanted regular expressions, of which one must be found in {@code Class.method}; none: all
     * @return the process's exit code
     * @throws IllegalArgumentException if they are not built
     * @throws IOException if the process cannot be started
     */
    public int run(List<String> wanted) throws IOException {
        if (!Files.isDirectory(built())) {
            throw new IllegalArgumentException("the benchmarks of bench/jmh are not built: " + BUILD);
        }
        ProcessBuilder builder = new ProcessBuilder(command(wanted)).inheritIO();
        PeerProcess.MISLEADING.forEach(builder.environment()::remove);
        try {
            return builder.start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while benchmarks ran", e);
        }
    }

    /** {@return where JMH's own lines go} */
    public Path log() {
        return home.resolve("bench/jmh/target/jmh.log");
    }

    private Path built() {
        return home.resolve("bench/jmh/target/lib");
    }

    private List<String> command(List<String> wanted) {
        List<String> path = List.of(built() + "/*", home.resolve("lib") + "/*", home.resolve("lib/natives") + "/*");
        List<String> command = new ArrayList<>(List.of(
                JavaCommand.java(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                String.join(File.pathSeparator, path),
                MAIN,
                "" + forks,
                "" + iteration.toMillis(),
                log().toString()));
        command.addAll(wanted);
        return command;
    }
}
