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
 * @param patience after which no further round begins: where the machine has other work, threads of peers that spin need seconds for a step
 */
record Contest(List<Contestant> contestants, int rounds, Duration budget, Duration patience) {
    /** A contest that waits three times as long as the warm-ups and the budgets take together. */
    Contest(List<Contestant> contestants, int rounds, Duration budget) {
        this(
                contestants,
                rounds,
                budget,
                Clock.WARM_UP.multipliedBy(rounds).plus(budget).multipliedBy(3L * contestants.size()));
    }

    /**
     * {@return what those measured that can do the workload}
     *
     * @param failed is told who failed, and why
     */
    List<Result> run(String workload, Consumer<String> failed) {
        Map<Contestant, List<Result>> turns = new LinkedHashMap<>();
        List<Contestant> able = new ArrayList<>(contestants);
        long start = System.nanoTime();
        for (int round = 0; round < rounds; round++) {
            if (System.nanoTime() - start > patience.toNanos()) {
                failed.accept("%s: %d of %d turns: they took longer than %d s"
                        .formatted(workload, round, rounds, patience.toSeconds()));
                break;
            }
            takeTurns(workload, able, turns, failed);
        }
        return turns.values().stream().map(Result::together).toList();
    }

    private void takeTurns(
            String workload, List<Contestant> able, Map<Contestant, List<Result>> turns, Consumer<String> failed) {
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
}
