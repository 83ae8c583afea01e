package dev.vecgrad.exec;

import java.util.function.BooleanSupplier;

/** Waiting a moment without giving up the processor. */
final class Spin {
    private static final int LOOKS_PER_CLOCK = 64;

    private Spin() {}

    /** {@return whether the condition came true within {@code nanos}; it is looked at once at least} */
    static boolean until(BooleanSupplier condition, long nanos) {
        if (condition.getAsBoolean()) {
            return true;
        }
        long end = System.nanoTime() + nanos;
        do {
            for (int i = 0; i < LOOKS_PER_CLOCK; i++) {
                Thread.onSpinWait();
                if (condition.getAsBoolean()) {
                    return true;
                }
            }
        } while (System.nanoTime() < end);
        return false;
    }
}
