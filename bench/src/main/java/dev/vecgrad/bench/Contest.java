package dev.vecgrad.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measurements in turns, A B C A B C: a machine's speed drifts within minutes, so that figures taken one after the other do not compare.
 *
 * @param contestants who is compared
 * @param rounds how often each has its turn
 * @param budget for how long each is timed in all its turns together
 */
record Contest(List<Contestant> contestants, int rounds, Duration budget) {
    /**
     * {@return what those measured that can do the workload}
     *
     * @param failed is told who failed, and why
     */
    List<Result> run(String workload, Consumer<String> failed) {
        Map<Contestant, List<Result>> turns = new LinkedHashMap<>();
        List<Contestant> able = new ArrayList<>(contestants);
        for (int round = 0; round < rounds; round++) {
            for (Contestant contestant : List.copyOf(able)) {
                try {
                    Result turn = contestant.measure(workload, budget.dividedBy(rounds));
                    turns.computeIfAbsent(contestant, _ -> new ArrayList<>()).add(turn);
                } catch (PeerException e) {
                    able.remove(contestant);
                    failed.accept(contestant.label().name() + ": " + workload + " not run: " + e.getMessage());
                }
            }
        }
        return turns.values().stream().map(Contest::together).toList();
    }

    /** The median turn, with the range of all. */
    private static Result together(List<Result> turns) {
        Result first = turns.getFirst();
        return new Result(
                first.label(),
                first.workload(),
                Timing.together(turns.stream().map(Result::timing).toList()),
                first.outcome());
    }
}
