package dev.vecgrad.exec;

import dev.vecgrad.memory.Epochs;
import dev.vecgrad.memory.IntegerRange;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.VecgradException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.function.LongConsumer;

/** Copies between storages and Java memory, and from storage to storage. On a device a copy waits for the work that was queued before. */
public final class HostTransfer {
    private HostTransfer() {}

    /** Fills {@code target}, a segment over a Java array, from the storage's bytes that begin at {@code byteOffset}. */
    public static void read(Storage storage, long byteOffset, MemorySegment target) {
        Tracing.requireValues();
        withAddress(storage, byteOffset, target.byteSize(), false, address -> readAt(storage, address, target));
    }

    /** Writes all of {@code source}, a segment over a Java array, to the storage's bytes that begin at {@code byteOffset}. */
    public static void write(Storage storage, long byteOffset, MemorySegment source) {
        Trace trace = Tracing.current();
        if (trace != null) {
            trace.bytes(storage, byteOffset, source);
            return;
        }
        withAddress(storage, byteOffset, source.byteSize(), true, address -> writeAt(storage, address, source));
    }

    /** Writes all bytes of {@code source}, or as many as there is room for, over those of {@code target}. */
    public static void copy(Storage source, Storage target) {
        copy(source, 0, target, Math.min(source.bytes(), target.bytes()));
    }

    /** Writes {@code size} bytes of {@code source}, from an offset on, over the first ones of {@code target}, on any device. */
    public static void copy(Storage source, long byteOffset, Storage target, long size) {
        withAddress(
                source,
                byteOffset,
                size,
                false,
                from -> withAddress(target, 0, size, true, to -> {
                    if (source.device().isCpu()) {
                        writeAt(target, to, memory(from, size));
                    } else if (target.device().isCpu()) {
                        readAt(source, from, memory(to, size));
                    } else {
                        copyThroughHost(source, from, target, to, size);
                    }
                }));
    }

    /** Writes all elements of a new storage. If a device gets integers from the host, their {@linkplain Storage#range range} is known then. */
    public static void fill(Storage target, DType dtype, MemorySegment elements) {
        write(target, 0, elements);
        noteRange(target, dtype, elements);
    }

    /** The same with elements of {@code source}, on any device, from an offset on. */
    public static void fill(Storage target, DType dtype, Storage source, long byteOffset) {
        long size = target.bytes();
        copy(source, byteOffset, target, size);
        if (source.device().isCpu()) {
            withAddress(source, byteOffset, size, false, from -> noteRange(target, dtype, memory(from, size)));
        }
    }

    private static void noteRange(Storage target, DType dtype, MemorySegment elements) {
        if (!target.device().isCpu() && dtype.isIntegral()) {
            target.range(IntegerRange.of(dtype, elements));
        }
    }

    private static void copyThroughHost(Storage source, long from, Storage target, long to, long size) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment between = arena.allocate(size, Long.BYTES);
            readAt(source, from, between);
            writeAt(target, to, between);
        }
    }

    private static void readAt(Storage storage, long address, MemorySegment target) {
        if (storage.device().isCpu()) {
            target.copyFrom(memory(address, target.byteSize()));
        } else {
            Backends.of(storage.device()).read(address, target);
        }
    }

    private static void writeAt(Storage storage, long address, MemorySegment source) {
        if (storage.device().isCpu()) {
            memory(address, source.byteSize()).copyFrom(source);
        } else {
            Backends.of(storage.device()).write(address, source);
        }
    }

    private static MemorySegment memory(long address, long size) {
        return MemorySegment.ofAddress(address).reinterpret(size);
    }

    /** Without bytes nothing is touched: the offset of a view without elements may lie beyond its storage. */
    private static void withAddress(Storage storage, long byteOffset, long size, boolean written, LongConsumer copy) {
        if (size == 0) {
            return;
        }
        if (byteOffset < 0 || size < 0 || byteOffset > storage.bytes() - size) {
            throw new VecgradException("transfer: bytes " + byteOffset + " to " + (byteOffset + size)
                    + ": the storage has " + storage.bytes());
        }
        int slot = Epochs.enter();
        try {
            copy.accept(storage.address(written) + byteOffset);
        } finally {
            Epochs.exit(slot);
            Reference.reachabilityFence(storage);
        }
    }
}
