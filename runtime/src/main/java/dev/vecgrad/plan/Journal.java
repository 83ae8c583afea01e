package dev.vecgrad.plan;

import dev.vecgrad.exec.HostTransfer;
import dev.vecgrad.memory.Lifetime;
import dev.vecgrad.memory.Storage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies of what is written up to the last step that may fail, so that a failed call changes nothing. Most functions need none:
 * {@link WritesLast} moves such writes behind the steps that fail because of values, and other steps are sure once what they need is made.
 */
final class Journal {
    /** What is copied of a storage that is known outside. */
    private static final class Entry {
        final Storage recorded;
        private @Nullable Storage copy;

        Entry(Storage recorded) {
            this.recorded = recorded;
        }

        void take(Storage current) {
            Storage room = copy;
            if (room == null || room.bytes() < current.bytes()) {
                drop();
                room = Storage.allocate(current.device(), current.bytes(), Lifetime.LONG);
                copy = room;
            }
            HostTransfer.copy(current, room);
        }

        void restore(Storage current) {
            if (copy != null) {
                HostTransfer.copy(copy, current);
            }
        }

        void drop() {
            if (copy != null) {
                copy.release();
                copy = null;
            }
        }
    }

    private final List<Step> steps;
    private final Memories memories;
    private final List<Entry> entries = new ArrayList<>();
    private final int least;

    /** How many of the first steps the entries are for. */
    private int covered;

    /** The journal of a plan's steps. */
    Journal(List<Step> steps, Memories memories) {
        this.steps = steps;
        this.memories = memories;
        this.least = WritesLast.lastThatMayFail(steps) + 1;
        this.covered = steps.size();
        memories.writtenBy(steps).forEach(storage -> entries.add(new Entry(storage)));
    }

    /** Runs {@code work}; if that fails, what it wrote is as it was. */
    void run(Runnable work) {
        if (covered > least) {
            leaveOutWhatIsSure();
        }
        for (Entry entry : entries) {
            entry.take(memories.current(entry.recorded));
        }
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            for (Entry entry : entries) {
                entry.restore(memories.current(entry.recorded));
            }
            throw e;
        }
    }

    /** Steps become sure one after the other. */
    private void leaveOutWhatIsSure() {
        int now = covered;
        while (now > least && steps.get(now - 1).work().isSure()) {
            now--;
        }
        if (now < covered) {
            covered = now;
            List<Storage> written = memories.writtenBy(steps.subList(0, now));
            entries.stream().filter(entry -> !written.contains(entry.recorded)).forEach(Entry::drop);
            entries.removeIf(entry -> !written.contains(entry.recorded));
        }
    }
}
