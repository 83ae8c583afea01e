package dev.vecgrad.viz;

import dev.vecgrad.viz.AutogradGraph.Arrow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The longest way from a leaf to the output: it is to be drawn straight, and what joins it beside it. */
final class Spine {
    private final Map<String, List<Arrow>> leaving = new HashMap<>();
    private final Map<String, Integer> awaited = new HashMap<>();
    private final Map<String, Arrow> longest = new HashMap<>();
    private final Map<String, Integer> heights = new HashMap<>();

    private Spine(AutogradGraph graph) {
        for (Arrow arrow : graph.arrows()) {
            leaving.computeIfAbsent(arrow.from(), _ -> new ArrayList<>()).add(arrow);
            awaited.merge(arrow.to(), 1, Integer::sum);
        }
        Deque<String> ready = new ArrayDeque<>();
        for (GraphBox box : graph.boxes()) {
            if (!awaited.containsKey(box.id())) {
                ready.add(box.id());
            }
        }
        while (!ready.isEmpty()) {
            pass(ready.remove(), ready);
        }
    }

    /** {@return its edges} */
    static Set<Arrow> of(AutogradGraph graph) {
        Map<String, Arrow> longest = new Spine(graph).longest;
        Set<Arrow> spine = new HashSet<>();
        String output = graph.boxes().getFirst().id();
        for (Arrow arrow = longest.get(output); arrow != null; arrow = longest.get(arrow.from())) {
            spine.add(arrow);
        }
        return spine;
    }

    private void pass(String box, Deque<String> ready) {
        int height = heights.getOrDefault(box, 0) + 1;
        for (Arrow arrow : leaving.getOrDefault(box, List.of())) {
            if (height > heights.getOrDefault(arrow.to(), 0)) {
                heights.put(arrow.to(), height);
                longest.put(arrow.to(), arrow);
            }
            if (awaited.merge(arrow.to(), -1, Integer::sum) == 0) {
                ready.add(arrow.to());
            }
        }
    }
}
