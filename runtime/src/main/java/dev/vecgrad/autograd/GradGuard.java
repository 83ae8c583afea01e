package dev.vecgrad.autograd;

import dev.vecgrad.core.GradMode;

/** A stretch of one thread's program in which ops are recorded or not; at its end it is as before. */
public final class GradGuard implements AutoCloseable {
    private final boolean before;

    GradGuard(boolean enabled) {
        this.before = GradMode.set(enabled);
    }

    @Override
    public void close() {
        GradMode.set(before);
    }
}
