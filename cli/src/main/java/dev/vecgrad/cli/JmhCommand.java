package dev.vecgrad.cli;

import dev.vecgrad.bench.JmhRun;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vecgrad bench jmh}. */
@Command(
        name = "jmh",
        description = {
            "Times single pieces by JMH, each beside a baseline, and prints a table of each kind.",
            "They must be built first: " + JmhRun.BUILD
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionLine.class)
final class JmhCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "REGEX",
            description = "what must be found in a benchmark's name, e.g. Products or 'Dispatch.add$' (default: all)")
    private List<String> wanted = List.of();

    @Option(
            names = "--forks",
            paramLabel = "N",
            defaultValue = "3",
            description = "JVMs for each benchmark (default: 3)")
    private int forks;

    @Option(
            names = "--iteration",
            paramLabel = "MILLISECONDS",
            defaultValue = "200",
            description = "how long one of eight iterations takes (default: 200)")
    private int iteration;

    @Override
    public Integer call() throws IOException {
        return new JmhRun(ProjectHome.neededBy("bench jmh"), forks, Duration.ofMillis(iteration)).run(wanted);
    }
}
