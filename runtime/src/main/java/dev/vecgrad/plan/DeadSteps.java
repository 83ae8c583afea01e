package dev.vecgrad.plan;

import dev.vecgrad.memory.Storage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Leaves out steps whose results nobody reads. */
final class DeadSteps implements Pass {
    @Override
    public List<Step> apply(List<Step> steps, Roles roles) {
        Set<Storage> read = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Step> needed = new ArrayDeque<>();
        for (Step step : steps.reversed()) {
            List<Storage> written =
                    step.operands().stream().filter(step::writes).toList();
            if (written.isEmpty() || written.stream().anyMatch(s -> read.contains(s) || roles.isWanted(s))) {
                read.addAll(step.operands());
                needed.addFirst(step);
            }
        }
        return new ArrayList<>(needed);
    }
}
