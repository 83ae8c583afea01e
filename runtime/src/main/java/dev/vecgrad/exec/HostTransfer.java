package dev.vecgrad.exec;

import dev.vecgrad.memory.Epochs;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.type.VecgradException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/** Copies between storages on the processor and Java memory. */
public final class HostTransfer {
    private HostTransfer() {}

    /** Fills {@code target}, a segment over a Java array, from the storage's bytes that begin at {@code byteOffset}. */
    public static void read(Storage storage, long byteOffset, MemorySegment target) {
        Tracing.requireValues();
        withBytes(storage, byteOffset, target.byteSize(), bytes -> target.copyFrom(bytes));
    }

    /** Writes all of {@code source}, a segment over a Java array, to the storage's bytes that begin at {@code byteOffset}. */
    public static void write(Storage storage, long byteOffset, MemorySegment source) {
        Trace trace = Tracing.current();
        if (trace != null) {
            trace.bytes(storage, byteOffset, source);
            return;
        }
        withBytes(storage, byteOffset, source.byteSize(), bytes -> bytes.copyFrom(source));
    }

    /** Writes all bytes of {@code source}, or as many as there is room for, over those of {@code target}. */
    public static void copy(Storage source, Storage target) {
        long size = Math.min(source.bytes(), target.bytes());
        withBytes(source, 0, size, from -> withBytes(target, 0, size, to -> to.copyFrom(from)));
    }

    @FunctionalInterface
    private interface Copy {
        void run(MemorySegment bytes);
    }

    /** Without bytes nothing is touched: the offset of a view without elements may lie beyond its storage. */
    private static void withBytes(Storage storage, long byteOffset, long size, Copy copy) {
        if (size == 0) {
            return;
        }
        if (byteOffset < 0 || size < 0 || byteOffset > storage.bytes() - size) {
            throw new VecgradException("transfer: bytes " + byteOffset + " to " + (byteOffset + size)
                    + ": the storage has " + storage.bytes());
        }
        int slot = Epochs.enter();
        try {
            copy.run(MemorySegment.ofAddress(storage.address() + byteOffset).reinterpret(size));
        } finally {
            Epochs.exit(slot);
            Reference.reachabilityFence(storage);
        }
    }
}
