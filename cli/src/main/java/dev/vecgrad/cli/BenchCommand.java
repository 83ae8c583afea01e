package dev.vecgrad.cli;

import dev.vecgrad.bench.Against;
import dev.vecgrad.bench.Engine;
import dev.vecgrad.bench.Mode;
import dev.vecgrad.bench.Peers;
import dev.vecgrad.bench.Result;
import dev.vecgrad.bench.ResultTable;
import dev.vecgrad.bench.Revision;
import dev.vecgrad.bench.Scoping;
import dev.vecgrad.bench.Setting;
import dev.vecgrad.bench.StepProfile;
import dev.vecgrad.bench.Suite;
import dev.vecgrad.bench.Workloads;
import dev.vecgrad.bench.report.Machine;
import dev.vecgrad.bench.report.Report;
import dev.vecgrad.exec.Profiler;
import dev.vecgrad.exec.Threads;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
        description = "Times workloads; prints a line of JSON for each, then a table.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionLine.class,
        subcommands = JmhCommand.class)
final class BenchCommand implements Callable<Integer> {
    private static final double SECONDS = 1.5;
    private static final double QUICK_SECONDS = 0.6;

    @Spec
    @Nullable
    private CommandSpec spec;

    @Parameters(paramLabel = "WORKLOAD|PREFIX", description = "exact names or beginnings of names (default: all)")
    private List<String> workloads = List.of();

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            split = ",",
            defaultValue = "eager",
            description = "eager, compiled, or both with a comma (default: eager)")
    private List<String> modes = List.of("eager");

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

    @Option(names = "--device", paramLabel = "D", defaultValue = "cpu", description = "cpu or opencl:0 (default: cpu)")
    private String device = "cpu";

    @Option(
            names = "--threads",
            paramLabel = "N",
            split = ",",
            description = "threads; several numbers with commas: one run for each (default: all processors)")
    private List<Integer> threads = List.of();

    @Option(names = "--quick", description = "a dozen of the workloads")
    private boolean quick;

    @Option(
            names = "--budget",
            paramLabel = "SECONDS",
            description = "for how long each is timed (default: 1.5, with --quick 0.6)")
    @Nullable
    private Double budget;

    @Option(
            names = "--peers",
            description = "measures PyTorch, torch.compile, JAX, libtorch and OpenBLAS beside, in turns")
    private boolean peers;

    @Option(
            names = "--python",
            paramLabel = "FILE",
            defaultValue = "python3",
            description = "a Python with torch and jax, for --peers (default: python3)")
    private String python = "python3";

    @Option(names = "--json", paramLabel = "FILE", description = "writes the lines to a file too")
    @Nullable
    private Path json;

    @Option(names = "--against", paramLabel = "FILE", description = "compares with the lines that an earlier run wrote")
    @Nullable
    private Path against;

    @Option(names = "--report", paramLabel = "FILE", description = "writes a page, and the same as Markdown beside it")
    @Nullable
    private Path report;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description =
                    "instead of timing: the kernels of one step of one workload as a table, and as a trace for Chrome")
    @Nullable
    private Path profile;

    @Override
    public Integer call() throws IOException {
        if (profile != null) {
            profile(profile);
            return 0;
        }
        Outputs.checkFile("--json", json);
        Outputs.checkFile("--report", report);
        List<Result> earlier = against == null ? List.of() : read(against);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<Result> results = new ArrayList<>();
        Set<String> remarks = new LinkedHashSet<>();
        for (Suite suite : suites()) {
            suite.run(result -> results.add(print(result, out)), remarks::add);
        }
        out.println();
        out.print(ResultTable.of(results));
        remarks.forEach(out::println);
        if (against != null) {
            out.println();
            out.print(Against.table(Against.pairs(earlier, results)));
        }
        out.flush();
        if (report != null) {
            new Report(results, List.copyOf(remarks), Machine.measure(threadCounts(), run())).write(report);
        }
        if (json != null) {
            Files.write(json, results.stream().map(Result::toJson).toList());
        }
        return 0;
    }

    /** What traces a figure to the code that made it. */
    private Map<String, String> run() {
        List<String> words =
                Objects.requireNonNull(spec).commandLine().getParseResult().originalArgs();
        Map<String, String> run = new LinkedHashMap<>();
        run.put("command", "bin/vecgrad " + String.join(" ", words));
        run.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        @Nullable String home = System.getProperty("vecgrad.home");
        run.put("commit", home == null ? "unknown" : Revision.of(Path.of(home)));
        return run;
    }

    private void profile(Path file) throws IOException {
        Outputs.checkFile("--profile", file);
        if (workloads.size() != 1) {
            throw new IllegalArgumentException("--profile needs one workload, but there are " + workloads.size());
        }
        System.setProperty(Profiler.PROPERTY, "true");
        StepProfile step = StepProfile.of(
                workloads.getFirst(), Mode.of(modes.getFirst()), threadCounts().getFirst());
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.print(step.profile().table());
        out.println(step);
        out.flush();
        Files.writeString(file, step.profile().chromeTrace());
    }

    private static List<Result> read(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(Result::fromJson).toList();
    }

    private static Result print(Result result, PrintWriter out) {
        out.println(result.toJson());
        out.flush();
        return result;
    }

    private List<Suite> suites() {
        List<String> names = quick ? Workloads.QUICK : workloads;
        double seconds = budget != null ? budget : quick ? QUICK_SECONDS : SECONDS;
        Duration time = Duration.ofMillis(Math.round(seconds * 1000));
        return threadCounts().stream()
                .map(count -> new Suite(names, settings(count), time, peers(count)))
                .toList();
    }

    private List<Integer> threadCounts() {
        return threads.isEmpty() ? List.of(Threads.get()) : threads;
    }

    private List<Setting> settings(int count) {
        return modes.stream()
                .map(mode ->
                        new Setting(Engine.of(engine), Mode.of(mode), Scoping.of(scope), Setting.device(device), count))
                .toList();
    }

    private Optional<Peers> peers(int count) {
        if (!peers) {
            return Optional.empty();
        }
        return Optional.of(new Peers(ProjectHome.neededBy("--peers"), python, count));
    }
}
