package dev.vecgrad.plan;

import dev.vecgrad.exec.HostTransfer;
import dev.vecgrad.memory.Lifetime;
import dev.vecgrad.memory.Storage;
import java.util.List;

/**
 * Copies of what is written before the last step that may fail, so that a failed call changes nothing. Most functions need none, because
 * {@link WritesLast} moves such writes.
 */
final class Journal {
    private record Entry(Storage recorded, Storage copy) {}

    private final Memories memories;
    private final List<Entry> entries;

    private Journal(Memories memories, List<Entry> entries) {
        this.memories = memories;
        this.entries = entries;
    }

    static Journal of(List<Step> steps, Memories memories) {
        List<Step> early = steps.subList(0, WritesLast.lastThatMayFail(steps) + 1);
        List<Entry> entries = memories.writtenBy(early).stream()
                .map(s -> new Entry(s, Storage.allocate(s.device(), s.bytes(), Lifetime.LONG)))
                .toList();
        return new Journal(memories, entries);
    }

    /** Runs {@code work}; if that fails, what it wrote is as it was. */
    void run(Runnable work) {
        for (Entry entry : entries) {
            HostTransfer.copy(memories.current(entry.recorded), entry.copy);
        }
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            for (Entry entry : entries) {
                HostTransfer.copy(entry.copy, memories.current(entry.recorded));
            }
            throw e;
        }
    }
}
