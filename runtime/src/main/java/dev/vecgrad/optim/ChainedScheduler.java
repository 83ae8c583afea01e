package dev.vecgrad.optim;

import java.util.List;

/** Schedules of one optimiser that all act at every step. */
public final class ChainedScheduler extends SchedulerGroup {
    /** Schedules that were made for this optimiser, and so have set the rates of epoch 0. */
    public ChainedScheduler(Optimizer<?> optimizer, List<? extends LRScheduler> schedulers) {
        super("ChainedScheduler", optimizer, schedulers, "at least one scheduler to be chained");
        begin();
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
}
