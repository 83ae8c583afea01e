package dev.vecgrad.simd.rows;

import java.lang.ref.SoftReference;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Arrays for orders in the making, kept for the next one as long as memory suffices. */
final class Scratch implements AutoCloseable {
    private static final ConcurrentLinkedDeque<SoftReference<Scratch>> FREE = new ConcurrentLinkedDeque<>();

    /** Keys, packed or not. */
    long[] keys = {};

    /** Where keys go while they are sorted. */
    long[] otherKeys = {};

    /** Places, of keys that are not packed. */
    int[] places = {};

    /** Where places go while keys are sorted. */
    int[] otherPlaces = {};

    private Scratch() {}

    /** {@return scratch that nobody else uses} */
    static Scratch take() {
        for (SoftReference<Scratch> free = FREE.pollFirst(); free != null; free = FREE.pollFirst()) {
            Scratch scratch = free.get();
            if (scratch != null) {
                return scratch;
            }
        }
        return new Scratch();
    }

    /** Makes room for the keys of a row. */
    void ensureKeys(int n) {
        if (keys.length < n) {
            keys = new long[n];
        }
    }

    /** Makes room for sorting packed keys. */
    void ensurePacked(int n) {
        ensureKeys(n);
        if (otherKeys.length < n) {
            otherKeys = new long[n];
        }
    }

    /** Makes room for sorting keys with places beside them. */
    void ensureWide(int n) {
        ensurePacked(n);
        if (places.length < n) {
            places = new int[n];
        }
        if (otherPlaces.length < n) {
            otherPlaces = new int[n];
        }
    }

    void swapKeys() {
        long[] sorted = otherKeys;
        otherKeys = keys;
        keys = sorted;
    }

    void swapPlaces() {
        int[] sorted = otherPlaces;
        otherPlaces = places;
        places = sorted;
    }

    @Override
    public void close() {
        FREE.addFirst(new SoftReference<>(this));
    }
}
