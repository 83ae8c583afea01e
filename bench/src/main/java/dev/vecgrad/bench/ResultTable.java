package dev.vecgrad.bench;

import java.util.List;

/** Results as lines of a table for people. */
public final class ResultTable {
    private ResultTable() {}

    /** {@return the table, one line a result, in microseconds a step} */
    public static String of(List<Result> results) {
        StringBuilder text = new StringBuilder("%-30s %-18s %7s %12s %12s %12s %6s%n"
                .formatted("workload", "engine", "threads", "us", "10 %", "90 %", "runs"));
        for (Result result : results) {
            Timing timing = result.timing();
            text.append("%-30s %-18s %7d %12s %12s %12s %6d%n"
                    .formatted(
                            result.workload(),
                            result.label().name(),
                            result.label().threads(),
                            Figures.of(timing.us()),
                            Figures.of(timing.lo()),
                            Figures.of(timing.hi()),
                            timing.runs()));
        }
        return text.toString();
    }
}
