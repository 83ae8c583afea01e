package dev.vecgrad.core;

/** What ends a hook that was registered. */
@FunctionalInterface
public interface HookHandle {
    /** Ends it; a second call does nothing. */
    void remove();
}
