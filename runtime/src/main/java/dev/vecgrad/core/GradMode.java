package dev.vecgrad.core;

/** Whether ops of this thread are recorded for gradients; on unless switched off. */
public final class GradMode {
    private static final ThreadLocal<boolean[]> ENABLED = ThreadLocal.withInitial(() -> new boolean[] {true});

    private GradMode() {}

    /** {@return whether ops of this thread are recorded} */
    public static boolean isEnabled() {
        return ENABLED.get()[0];
    }

    /** Switches recording for this thread; {@return what it was} */
    public static boolean set(boolean enabled) {
        boolean[] cell = ENABLED.get();
        boolean before = cell[0];
        cell[0] = enabled;
        return before;
    }
}
