package dev.vecgrad.bench.report;

import dev.vecgrad.bench.Comparison;
import dev.vecgrad.bench.Figures;
import dev.vecgrad.bench.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Our time over each peer's. */
final class RatioTable {
    private RatioTable() {}

    /** {@return the table; {@code ≠} where a peer's loss after twenty steps is not ours} */
    static Table of(List<Comparison> comparisons) {
        Set<String> peers = new TreeSet<>();
        comparisons.forEach(c -> c.peers().forEach(p -> peers.add(p.label().name())));
        List<String> heading = new ArrayList<>(List.of("workload", "threads", "vecgrad", "us"));
        peers.forEach(peer -> heading.add("/ " + peer));
        List<List<String>> rows = new ArrayList<>();
        for (Comparison c : comparisons) {
            List<String> row = new ArrayList<>(List.of(c.workload(), "" + c.threads(), c.manner(), time(c.ours())));
            peers.forEach(peer -> row.add(c.peer(peer).map(p -> cell(c, p)).orElse("")));
            rows.add(row);
        }
        return new Table(heading, rows);
    }

    private static String time(Result ours) {
        return Figures.of(ours.timing().us()) + " ±"
                + Math.round(100 * ours.timing().noise()) + " %";
    }

    private static String cell(Comparison comparison, Result peer) {
        String ratio = String.format(Locale.ROOT, "%.2f", comparison.ratio(peer));
        return comparison.isSameWork(peer) ? ratio : ratio + " ≠";
    }
}
