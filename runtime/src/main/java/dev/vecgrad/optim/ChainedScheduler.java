package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Schedules of one optimiser that all act at every step. */
public final class ChainedScheduler extends LRScheduler {
    private final List<LRScheduler> schedulers;

    /** Schedules that were made for this optimiser, and so have set the rates of epoch 0. */
    public ChainedScheduler(Optimizer<?> optimizer, List<? extends LRScheduler> schedulers) {
        super(optimizer);
        this.schedulers = List.copyOf(schedulers);
        begin();
    }

    @Override
    void undo() {
        super.undo();
        schedulers.forEach(LRScheduler::undo);
    }

    /** Those of the schedules, which have begun; after a sequence has undone that they begin again. */
    @Override
    double[] initial() {
        schedulers.stream().filter(schedule -> schedule.lastEpoch() < 0).forEach(LRScheduler::step);
        return rates();
    }

    @Override
    double[] again() {
        schedulers.forEach(LRScheduler::restart);
        return rates();
    }

    @Override
    double[] next() {
        schedulers.forEach(LRScheduler::step);
        return rates();
    }

    @Override
    public SequencedMap<String, Tensor> stateDict() {
        SequencedMap<String, Tensor> state = super.stateDict();
        for (int i = 0; i < schedulers.size(); i++) {
            String prefix = "_schedulers." + i + ".";
            schedulers.get(i).stateDict().forEach((name, tensor) -> state.put(prefix + name, tensor));
        }
        return state;
    }

    @Override
    public void loadStateDict(Map<String, Tensor> state) {
        super.loadStateDict(state);
        for (int i = 0; i < schedulers.size(); i++) {
            String prefix = "_schedulers." + i + ".";
            Map<String, Tensor> own = new LinkedHashMap<>();
            state.forEach((name, tensor) -> {
                if (name.startsWith(prefix)) {
                    own.put(name.substring(prefix.length()), tensor);
                }
            });
            schedulers.get(i).loadStateDict(own);
        }
    }
}
