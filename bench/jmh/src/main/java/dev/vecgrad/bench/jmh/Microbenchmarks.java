package dev.vecgrad.bench.jmh;

import dev.vecgrad.bench.report.Peaks;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks, class by class, and prints a table of each: time, its error, our time over the baseline's, speeds beside what the machine did just
 * before, and bytes of the Java heap an operation. {@code bin/vecgrad bench jmh} starts it.
 */
public final class Microbenchmarks {
    static final List<Class<? extends Micro>> ALL = List.of(
            MapKernels.class,
            Reductions.class,
            FusedForms.class,
            Dispatch.class,
            Blocks.class,
            MemoryCopies.class,
            ForeignCalls.class,
            Products.class,
            Gradients.class,
            CompiledSteps.class,
            Compiling.class,
            ThreadScaling.class);

    private final Effort effort;
    private final Path log;
    private final PrintStream out;
    private final Map<Integer, Peaks> peaks = new LinkedHashMap<>();

    Microbenchmarks(Effort effort, Path log, PrintStream out) {
        this.effort = effort;
        this.log = log;
        this.out = out;
    }

    /** Arguments: how many JVMs for each benchmark, milliseconds of an iteration, a file for JMH's own lines, and regular expressions that names must match in part; none: all. */
    public static void main(String[] args) throws RunnerException {
        Effort effort = new Effort(Integer.parseInt(args[0]), 5, Integer.parseInt(args[1]));
        List<String> wanted = List.of(args).subList(3, args.length);
        new Microbenchmarks(effort, Path.of(args[2]), System.out).run(wanted);
    }

    /**
     * {@return the rows of all that were run}
     *
     * @throws IllegalArgumentException if no benchmark's name matches
     */
    List<Row> run(List<String> wanted) throws RunnerException {
        List<Row> rows = new ArrayList<>();
        for (Class<? extends Micro> type : ALL) {
            List<String> chosen = names(type, wanted);
            if (!chosen.isEmpty()) {
                rows.addAll(run(type, chosen));
            }
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("no benchmark matches " + wanted + ": there are "
                    + ALL.stream()
                            .flatMap(type -> names(type, List.of()).stream())
                            .toList());
        }
        return rows;
    }

    private List<Row> run(Class<? extends Micro> type, List<String> names) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder();
        effort.apply(options);
        options.shouldFailOnError(true).output(log.toString()).addProfiler(GCProfiler.class);
        String home = type.getPackageName() + ".";
        names.forEach(name -> options.include("^" + Pattern.quote(home + name) + "$"));
        Collection<RunResult> results = new Runner(options.build()).run();
        List<Row> rows = byParameters(Rows.of(type, results));
        out.println(table(rows));
        return rows;
    }

    /** {@return class and method of the benchmarks of a class that are wanted} */
    static List<String> names(Class<? extends Micro> type, List<String> wanted) {
        List<Pattern> patterns = wanted.stream().map(Pattern::compile).toList();
        return Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .map(method -> type.getSimpleName() + "." + method.getName())
                .filter(name -> patterns.isEmpty()
                        || patterns.stream().anyMatch(p -> p.matcher(name).find()))
                .sorted()
                .toList();
    }

    /** What is compared stands together. */
    private static List<Row> byParameters(List<Row> rows) {
        Map<Map<String, String>, List<Row>> groups = new LinkedHashMap<>();
        rows.forEach(row ->
                groups.computeIfAbsent(row.parameters(), _ -> new ArrayList<>()).add(row));
        return groups.values().stream().flatMap(List::stream).toList();
    }

    private String table(List<Row> rows) {
        StringBuilder text = new StringBuilder(Row.HEADING).append('\n');
        for (Row row : rows) {
            Peaks peak = peaks.computeIfAbsent(row.threads(), this::measured);
            text.append(row.line(peak, baseline(rows, row))).append('\n');
        }
        return text.toString();
    }

    private Peaks measured(int threads) {
        Peaks found = Peaks.measure(threads);
        out.println("this machine, threads: " + threads + ": " + found);
        return found;
    }

    private static double baseline(List<Row> rows, Row row) {
        return rows.stream()
                .filter(other -> other.isBaseline() && other.isBesides(row))
                .mapToDouble(Row::us)
                .findFirst()
                .orElse(Double.NaN);
    }
}
