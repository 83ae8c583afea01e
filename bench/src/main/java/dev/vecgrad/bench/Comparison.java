package dev.vecgrad.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A workload on several engines with the same number of threads: of each engine and mode the variant that was fastest.
 *
 * @param workload its name
 * @param threads that computed together
 * @param ours vecgrad's result
 * @param peers the others' results
 */
public record Comparison(String workload, int threads, Result ours, List<Result> peers) {
    private static final double SAME_LOSS = 1e-3;

    /** {@return comparisons of what is in {@code results}, as far as vecgrad is among them, in their order} */
    public static List<Comparison> of(List<Result> results) {
        record Key(String workload, int threads) {}
        Map<Key, List<Result>> groups = new LinkedHashMap<>();
        for (Result result : results) {
            Key key = new Key(result.workload(), result.label().threads());
            groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(result);
        }
        List<Comparison> comparisons = new ArrayList<>();
        groups.forEach(
                (key, group) -> of(key.workload, key.threads, best(group)).ifPresent(comparisons::add));
        return comparisons;
    }

    private static List<Result> best(List<Result> group) {
        Map<String, Result> best = new LinkedHashMap<>();
        for (Result result : group) {
            best.merge(
                    result.label().name(),
                    result,
                    (a, b) -> a.timing().us() <= b.timing().us() ? a : b);
        }
        return List.copyOf(best.values());
    }

    private static Optional<Comparison> of(String workload, int threads, List<Result> best) {
        String vecgrad = Engine.VECGRAD.toString();
        return best.stream()
                .filter(r -> r.label().engine().equals(vecgrad))
                .min(Comparator.comparingDouble(r -> r.timing().us()))
                .map(ours -> new Comparison(
                        workload,
                        threads,
                        ours,
                        best.stream()
                                .filter(r -> !r.label().engine().equals(vecgrad))
                                .toList()));
    }

    /** {@return our time over a peer's} */
    public double ratio(Result peer) {
        return ours.timing().us() / peer.timing().us();
    }

    /** {@return the peer's result under a name, if it has one} */
    public Optional<Result> peer(String name) {
        return peers.stream().filter(p -> p.label().name().equals(name)).findFirst();
    }

    /** {@return the fastest of the peers, if there are any} */
    public Optional<Result> fastest() {
        return peers.stream().min(Comparator.comparingDouble(p -> p.timing().us()));
    }

    /** {@return whether a peer's loss is ours but for the rounding of twenty steps, which is a thousandth at most} */
    public boolean isSameWork(Result peer) {
        double mine = ours.outcome().loss();
        double theirs = peer.outcome().loss();
        return Double.isNaN(mine) || Double.isNaN(theirs) || Math.abs(mine - theirs) <= SAME_LOSS * Math.abs(theirs);
    }
}
