package dev.vecgrad.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A workload on several engines with the same number of threads: of each engine and mode the variant that was fastest.
 *
 * @param ours vecgrad's result in one mode
 * @param peers the others' results
 */
public record Comparison(Result ours, List<Result> peers) {
    private static final double SAME_LOSS = 1e-3;

    /** {@return comparisons of what is in {@code results}, one for each result of vecgrad, in their order} */
    public static List<Comparison> of(List<Result> results) {
        record Key(String workload, int threads) {}
        Map<Key, List<Result>> groups = new LinkedHashMap<>();
        for (Result result : results) {
            Key key = new Key(result.workload(), result.label().threads());
            groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(result);
        }
        return groups.values().stream()
                .flatMap(group -> comparisons(best(group)))
                .toList();
    }

    private static List<Result> best(List<Result> group) {
        Map<String, Result> best = new LinkedHashMap<>();
        for (Result result : group) {
            best.merge(
                    result.label().name() + " " + result.label().device(),
                    result,
                    (a, b) -> a.timing().us() <= b.timing().us() ? a : b);
        }
        return List.copyOf(best.values());
    }

    private static Stream<Comparison> comparisons(List<Result> best) {
        Map<Boolean, List<Result>> parts =
                best.stream().collect(Collectors.partitioningBy(Comparison::isOurs, Collectors.toList()));
        return parts.getOrDefault(true, List.of()).stream()
                .map(ours -> new Comparison(ours, parts.getOrDefault(false, List.of())));
    }

    private static boolean isOurs(Result result) {
        return result.label().engine().equals(Engine.VECGRAD.toString());
    }

    /** {@return the name of the work} */
    public String workload() {
        return ours.workload();
    }

    /** {@return the threads that computed together} */
    public int threads() {
        return ours.label().threads();
    }

    /** {@return how we did the work: {@code eager}, or {@code compiled, opencl:0}} */
    public String manner() {
        Label label = ours.label();
        return label.device().equals("cpu") ? label.mode() : label.mode() + ", " + label.device();
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
