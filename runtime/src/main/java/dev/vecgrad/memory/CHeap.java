package dev.vecgrad.memory;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.vecgrad.spi.DeviceAllocator;
import dev.vecgrad.type.OutOfNativeMemoryException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The C library's heap, on any system. Blocks are aligned here; the word before a block says where the heap's own begins. */
final class CHeap implements DeviceAllocator {
    private static final int ALIGNMENT = SizeClasses.GRANULE;

    private static final MethodHandle MALLOC = bind("malloc", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
    private static final MethodHandle FREE = bind("free", FunctionDescriptor.ofVoid(JAVA_LONG));

    private static MethodHandle bind(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }

    @Override
    public long allocate(long bytes) {
        long start = malloc(bytes + Long.BYTES + ALIGNMENT - 1);
        if (start == 0) {
            throw new OutOfNativeMemoryException("allocate: the system has no " + bytes + " bytes more: malloc failed");
        }
        long address = (start + Long.BYTES + ALIGNMENT - 1) & -ALIGNMENT;
        wordBefore(address).set(JAVA_LONG, 0, start);
        return address;
    }

    @Override
    public void free(long address, long bytes) {
        try {
            FREE.invokeExact(wordBefore(address).get(JAVA_LONG, 0));
        } catch (Throwable e) {
            throw new AssertionError("free", e);
        }
    }

    private static long malloc(long bytes) {
        try {
            return (long) MALLOC.invokeExact(bytes);
        } catch (Throwable e) {
            throw new AssertionError("malloc", e);
        }
    }

    private static MemorySegment wordBefore(long address) {
        return MemorySegment.ofAddress(address - Long.BYTES).reinterpret(Long.BYTES);
    }
}
