package dev.vecgrad.core;

/** Whether ops of this thread are recorded for gradients; on unless switched off. */
public final class GradMode {
    private GradMode() {}

    /** {@return whether ops of this thread are recorded} */
    public static boolean isEnabled() {
        return ThreadState.current().recording;
    }

    /** Switches recording for this thread; {@return what it was} */
    public static boolean set(boolean enabled) {
        ThreadState state = ThreadState.current();
        boolean before = state.recording;
        state.recording = enabled;
        return before;
    }
}
