package dev.vecgrad.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;

/** Writes and reads the bytes of storages, as an op does. */
final class Bytes {
    private Bytes() {}

    static void fill(Storage storage, int value) {
        int op = Epochs.enter();
        try {
            segment(storage.address(), storage.bytes()).fill((byte) value);
        } finally {
            Epochs.exit(op);
            Reference.reachabilityFence(storage);
        }
    }

    static boolean areAll(Storage storage, int value) {
        int op = Epochs.enter();
        try {
            return areAll(storage.address(), storage.bytes(), value);
        } finally {
            Epochs.exit(op);
            Reference.reachabilityFence(storage);
        }
    }

    static boolean areAll(long address, long bytes, int value) {
        MemorySegment segment = segment(address, bytes);
        for (long i = 0; i < bytes; i++) {
            if (segment.get(ValueLayout.JAVA_BYTE, i) != (byte) value) {
                return false;
            }
        }
        return true;
    }

    static MemorySegment segment(long address, long bytes) {
        return MemorySegment.ofAddress(address).reinterpret(bytes);
    }
}
