package dev.vecgrad.simd;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** How many kernels went past cold shared loops, straight to loops of their own: the kernels to come want those warm that many went past. */
final class Demand {
    /** So many kernels want a loop before it is warmed for others: a training of a few kernels keeps the processor to itself. */
    static final int MANY = 16;

    /** A loop's kernels, and how many of them make it worth warming. */
    private static final class Count {
        private int kernels;
        private int mark = MANY;
    }

    /** Held weakly, so that a class nobody runs any more can be unloaded. */
    private final Map<Loop, Count> counts = new WeakHashMap<>();

    private final List<Step> wanted = new ArrayList<>();

    /** Counts a kernel that goes past those of {@code loops} that are cold. */
    synchronized void count(List<Step> loops) {
        Set<Loop> seen = new HashSet<>();
        for (Step step : loops) {
            if (!step.loop().usesVectors() && seen.add(step.loop())) {
                Count count = countOf(step);
                if (++count.kernels == count.mark) {
                    wanted.add(step);
                }
            }
        }
    }

    /** {@return whether no loop is wanted} */
    synchronized boolean isEmpty() {
        return wanted.isEmpty();
    }

    /** {@return the cold loop that most kernels want, which is wanted no more; null if there is none} */
    synchronized @Nullable Step take() {
        wanted.removeIf(step -> step.loop().usesVectors());
        Step most = wanted.stream().max(Comparator.comparingInt(this::kernels)).orElse(null);
        wanted.remove(most);
        return most;
    }

    /** Wants a loop again that there was no time for. */
    synchronized void putBack(Step step) {
        wanted.add(step);
    }

    /** Wants a loop that did not become fast once twice as many kernels have gone past it. */
    synchronized void giveUp(Step step) {
        Count count = countOf(step);
        count.mark = 2 * count.kernels;
    }

    private int kernels(Step step) {
        return countOf(step).kernels;
    }

    private Count countOf(Step step) {
        return counts.computeIfAbsent(step.loop(), _ -> new Count());
    }
}
