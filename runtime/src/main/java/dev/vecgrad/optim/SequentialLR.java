package dev.vecgrad.optim;

import dev.vecgrad.type.VecgradException;
import java.util.List;

/** Schedules one after the other: each begins, from its epoch 0, at a milestone. */
public final class SequentialLR extends SchedulerGroup {
    private final int[] milestones;

    /**
     * A sequence of schedules that were made for this optimiser.
     *
     * @param milestones the epochs at which all but the first begin, rising
     */
    public SequentialLR(Optimizer<?> optimizer, List<? extends LRScheduler> schedulers, int... milestones) {
        super("SequentialLR", optimizer, schedulers, "at least one scheduler");
        if (schedulers.size() != milestones.length + 1) {
            throw new VecgradException(
                    "SequentialLR: Sequential Schedulers expects number of schedulers provided to be one"
                            + " more than the number of milestone points, but got number of schedulers "
                            + schedulers.size()
                            + " and the number of milestones to be equal to " + milestones.length);
        }
        this.milestones = milestones.clone();
        setRates(ofBase(1));
        this.schedulers.forEach(LRScheduler::undo);
        begin();
    }

    @Override
    double[] initial() {
        schedulers.getFirst().step();
        return rates();
    }

    @Override
    double[] again() {
        schedulers.getFirst().restart();
        return rates();
    }

    @Override
    double[] next() {
        int i = 0;
        while (i < milestones.length && milestones[i] <= lastEpoch()) {
            i++;
        }
        if (i > 0 && milestones[i - 1] == lastEpoch()) {
            schedulers.get(i).restart();
        } else {
            schedulers.get(i).step();
        }
        return rates();
    }
}
