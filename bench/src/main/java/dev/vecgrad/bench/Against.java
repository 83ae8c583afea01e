package dev.vecgrad.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A result beside an earlier one of the same engine, mode, variant, threads and workload.
 *
 * @param before the earlier one
 * @param now the new one
 */
public record Against(Result before, Result now) {
    private record Key(Label label, String workload) {}

    /** {@return the pairs of results that both runs have, in the order of the new ones} */
    public static List<Against> pairs(List<Result> before, List<Result> now) {
        Map<Key, Result> known = new LinkedHashMap<>();
        before.forEach(result -> known.put(key(result), result));
        List<Against> pairs = new ArrayList<>();
        for (Result result : now) {
            @Nullable Result earlier = known.get(key(result));
            if (earlier != null) {
                pairs.add(new Against(earlier, result));
            }
        }
        return pairs;
    }

    private static Key key(Result result) {
        return new Key(result.label(), result.workload());
    }

    /** {@return the new time over the earlier one} */
    public double ratio() {
        return now.timing().us() / before.timing().us();
    }

    /** {@return how far from 1 the ratio may lie by chance: the noises of both runs, which are independent} */
    public double noise() {
        return Math.hypot(before.timing().noise(), now.timing().noise());
    }

    /** {@return {@code slower}, {@code faster}, or {@code same} within the noise} */
    public String verdict() {
        double excess = Math.abs(ratio() - 1) - noise();
        return excess <= 0 ? "same" : ratio() > 1 ? "slower" : "faster";
    }

    /** {@return the pairs as lines of a table for people} */
    public static String table(List<Against> pairs) {
        StringBuilder text = new StringBuilder("%-30s %-18s %7s %12s %12s %6s %7s  %s%n"
                .formatted("workload", "engine", "threads", "before us", "now us", "ratio", "noise", ""));
        for (Against pair : pairs) {
            text.append("%-30s %-18s %7d %12s %12s %6.2f %7.2f  %s%n"
                    .formatted(
                            pair.now.workload(),
                            pair.now.label().name(),
                            pair.now.label().threads(),
                            Figures.of(pair.before.timing().us()),
                            Figures.of(pair.now.timing().us()),
                            pair.ratio(),
                            pair.noise(),
                            pair.verdict()));
        }
        return text.toString();
    }
}
