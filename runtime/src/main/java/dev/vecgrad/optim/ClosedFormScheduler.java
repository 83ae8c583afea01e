package dev.vecgrad.optim;

/** A schedule whose rates follow from the epoch alone, not from the present rates: at epoch 0 as at any other. */
abstract class ClosedFormScheduler extends LRScheduler {
    ClosedFormScheduler(Optimizer<?> optimizer) {
        super(optimizer);
    }

    @Override
    final double[] initial() {
        return next();
    }

    @Override
    final double[] again() {
        return next();
    }
}
