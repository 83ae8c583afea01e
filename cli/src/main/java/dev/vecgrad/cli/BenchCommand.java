package dev.vecgrad.cli;

import dev.vecgrad.bench.Bench;
import dev.vecgrad.bench.Engine;
import dev.vecgrad.bench.Mode;
import dev.vecgrad.bench.Result;
import dev.vecgrad.bench.Scoping;
import dev.vecgrad.exec.Threads;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vecgrad bench}. */
@Command(
        name = "bench",
        description = "Times workloads; prints a line of JSON for each.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionLine.class)
final class BenchCommand implements Callable<Integer> {
    @Spec
    @Nullable
    private CommandSpec spec;

    @Parameters(paramLabel = "WORKLOAD|PREFIX", description = "exact names or beginnings of names (default: all)")
    private List<String> workloads = List.of();

    @Option(names = "--mode", paramLabel = "MODE", defaultValue = "eager", description = "eager (default: eager)")
    private String mode = "eager";

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            defaultValue = "vecgrad",
            description = "vecgrad or openblas: bare calls on its own threads, for matmul (default: vecgrad)")
    private String engine = "vecgrad";

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            defaultValue = "step",
            description = "step: a Scope frees what a step makes; none: the collector does (default: step)")
    private String scope = "step";

    @Option(names = "--threads", paramLabel = "N", description = "threads (default: all processors)")
    @Nullable
    private Integer threads;

    @Option(
            names = "--budget",
            paramLabel = "SECONDS",
            defaultValue = "1.5",
            description = "for how long each is timed (default: 1.5)")
    private double budget;

    @Option(names = "--json", paramLabel = "FILE", description = "writes the lines to a file too")
    @Nullable
    private Path json;

    @Override
    public Integer call() throws IOException {
        Outputs.checkFile("--json", json);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        int count = threads == null ? Threads.get() : threads;
        List<String> lines = new ArrayList<>();
        Duration time = Duration.ofMillis(Math.round(budget * 1000));
        new Bench(workloads, Engine.of(engine), Mode.of(mode), Scoping.of(scope), count, time)
                .run(result -> lines.add(print(result, out)));
        if (json != null) {
            Files.write(json, lines);
        }
        return 0;
    }

    private static String print(Result result, PrintWriter out) {
        String line = result.toJson();
        out.println(line);
        out.flush();
        return line;
    }
}
