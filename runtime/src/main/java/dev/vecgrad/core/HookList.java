package dev.vecgrad.core;

import java.util.ArrayList;
import java.util.List;

/**
 * Hooks in the order in which they were registered. They may be added and removed at any time, also while they run: what runs is the list
 * as it was.
 *
 * @param <H> the hooks
 */
public final class HookList<H> {
    /** A hook that may be registered several times. */
    private record Entry<T>(T hook, int number) {}

    private volatile List<Entry<H>> entries = List.of();
    private int registered;

    /** A list without hooks. */
    public HookList() {}

    /** Adds a hook. {@return what removes it} */
    public synchronized HookHandle add(H hook) {
        Entry<H> entry = new Entry<>(hook, registered++);
        List<Entry<H>> more = new ArrayList<>(entries);
        more.add(entry);
        entries = List.copyOf(more);
        return () -> remove(entry);
    }

    private synchronized void remove(Entry<H> entry) {
        entries = entries.stream().filter(other -> other.number != entry.number).toList();
    }

    /** {@return the hooks there are now} */
    public List<H> hooks() {
        return entries.stream().map(Entry::hook).toList();
    }

    /** {@return whether there is none} */
    public boolean isEmpty() {
        return entries.isEmpty();
    }
}
