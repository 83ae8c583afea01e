package dev.vecgrad.optim;

import dev.vecgrad.type.VecgradException;

/** The momentum of an optimiser's groups, which some schedules lower while they raise the rates: of SGD its momentum, of Adam its beta1. */
final class CyclicMomentum {
    private CyclicMomentum() {}

    /** Throws if a group has no momentum. */
    static void check(String schedule, LRScheduler scheduler) {
        for (ParameterGroup<?> group : scheduler.groups()) {
            if (!group.hasNumber("momentum") && !group.hasNumber("beta1")) {
                throw new VecgradException(
                        schedule + ": optimizer must support momentum or beta1 with `cycle_momentum` option enabled");
            }
        }
    }

    static void set(LRScheduler scheduler, double momentum) {
        for (ParameterGroup<?> group : scheduler.groups()) {
            group.setNumber(group.hasNumber("beta1") ? "beta1" : "momentum", momentum);
        }
    }
}
