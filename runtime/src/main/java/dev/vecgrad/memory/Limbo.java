package dev.vecgrad.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Released storages that a running op may still see, oldest first, each with its tag (see {@link Epochs}). Guarded by its stripe. */
final class Limbo {
    private @Nullable Storage[] storages = new Storage[64];
    private long[] tags = new long[64];
    private int head;
    private int size;

    int size() {
        return size;
    }

    /** Adds a storage that is marked as released. Tags never decrease, since they are read here, under the stripe's lock. */
    void add(Storage storage) {
        if (size == storages.length) {
            grow();
        }
        int at = (head + size) & (storages.length - 1);
        storages[at] = storage;
        tags[at] = Epochs.tag();
        size++;
    }

    /** {@return the oldest storage if its tag is before {@code epoch}, and removes it; else null} */
    @Nullable
    Storage poll(long epoch) {
        if (size == 0 || tags[head] >= epoch) {
            return null;
        }
        Storage storage = storages[head];
        storages[head] = null;
        head = (head + 1) & (storages.length - 1);
        size--;
        return storage;
    }

    private void grow() {
        int length = storages.length;
        @Nullable Storage[] longer = Arrays.copyOfRange(storages, head, head + 2 * length);
        long[] longerTags = Arrays.copyOfRange(tags, head, head + 2 * length);
        System.arraycopy(storages, 0, longer, length - head, head);
        System.arraycopy(tags, 0, longerTags, length - head, head);
        storages = longer;
        tags = longerTags;
        head = 0;
    }
}
