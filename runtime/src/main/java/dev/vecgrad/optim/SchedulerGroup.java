package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** A schedule made of others, whose states are part of its own. */
abstract class SchedulerGroup extends LRScheduler {
    final List<LRScheduler> schedulers;

    SchedulerGroup(String name, Optimizer<?> optimizer, List<? extends LRScheduler> schedulers, String least) {
        super(optimizer);
        Checks.schedule(name, !schedulers.isEmpty(), name + " expects " + least + ", but got no scheduler.");
        for (int i = 0; i < schedulers.size(); i++) {
            Checks.schedule(
                    name,
                    schedulers.get(i).isOf(optimizer),
                    name + " expects all schedulers to belong to the same optimizer, but got scheduler "
                            + schedulers.get(i).getClass().getSimpleName() + " at index " + i + " of another one");
        }
        this.schedulers = List.copyOf(schedulers);
    }

    @Override
    final void undo() {
        super.undo();
        schedulers.forEach(LRScheduler::undo);
    }

    @Override
    public final SequencedMap<String, Tensor> stateDict() {
        SequencedMap<String, Tensor> state = super.stateDict();
        for (int i = 0; i < schedulers.size(); i++) {
            String prefix = prefix(i);
            schedulers.get(i).stateDict().forEach((name, tensor) -> state.put(prefix + name, tensor));
        }
        return state;
    }

    @Override
    public final void loadStateDict(Map<String, Tensor> state) {
        super.loadStateDict(state);
        for (int i = 0; i < schedulers.size(); i++) {
            String prefix = prefix(i);
            Map<String, Tensor> own = new LinkedHashMap<>();
            state.forEach((name, tensor) -> {
                if (name.startsWith(prefix)) {
                    own.put(name.substring(prefix.length()), tensor);
                }
            });
            schedulers.get(i).loadStateDict(own);
        }
    }

    private static String prefix(int scheduler) {
        return "_schedulers." + scheduler + ".";
    }
}
