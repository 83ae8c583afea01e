package dev.vecgrad.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Measurements in turns, A B C A B C: a machine's speed drifts within minutes, so that figures taken one after the other do not compare. */
final class Contest {
    /** No further round begins when so many times what warm-ups and budgets take is over: threads that spin on a busy machine need seconds for a step. */
    private static final int PATIENCE = 3;

    private final List<Contestant> able;
    private final Duration turn;
    private final Duration expected;
    private final Map<Contestant, List<Result>> turns = new LinkedHashMap<>();

    /**
     * A contest.
     *
     * @param contestants who is compared
     * @param turn for how long each is timed in a turn, after its warm-up
     */
    Contest(List<Contestant> contestants, Duration turn) {
        this.able = new ArrayList<>(contestants);
        this.turn = turn;
        this.expected = Clock.WARM_UP.plus(turn).multipliedBy(contestants.size());
    }

    /**
     * Gives each its turns, fewer where they take too long, but one.
     *
     * @param failed is told who failed, and why, and of turns that were left out
     */
    void run(String workload, int rounds, Consumer<String> failed) {
        long start = System.nanoTime();
        Duration patience = expected.multipliedBy((long) rounds * PATIENCE);
        for (int round = 0; round < rounds; round++) {
            if (round > 0 && System.nanoTime() - start > patience.toNanos()) {
                failed.accept("%s: %d of %d turns: they took longer than %d s"
                        .formatted(workload, round, rounds, patience.toSeconds()));
                return;
            }
            round(workload, failed);
        }
    }

    /** Gives each one turn at the workload. */
    void round(String workload, Consumer<String> failed) {
        for (Contestant contestant : List.copyOf(able)) {
            try {
                Result result = contestant.measure(workload, turn);
                turns.computeIfAbsent(contestant, _ -> new ArrayList<>()).add(result);
            } catch (PeerException e) {
                able.remove(contestant);
                failed.accept(contestant.label().name() + ": " + workload + " not run: " + e.getMessage());
            }
        }
    }

    /** {@return what those measured that could do the workload} */
    List<Result> results() {
        return turns.values().stream().map(Result::together).toList();
    }
}
