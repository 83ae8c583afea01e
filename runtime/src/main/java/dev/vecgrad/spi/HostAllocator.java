package dev.vecgrad.spi;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.vecgrad.type.OutOfNativeMemoryException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The C library's heap, for backends that run on the processor. Blocks are aligned here; the word before a block says where
 * the heap's own begins.
 */
public final class HostAllocator implements DeviceAllocator {
    private static final int ALIGNMENT = 128;
    private static final int OVERHEAD = Long.BYTES + ALIGNMENT - 1;

    /** Linked when a block is first asked for: a backend has its allocator before it is known whether it is the one that runs. */
    private static final class CLibrary {
        static final MethodHandle MALLOC = bind("malloc", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
        static final MethodHandle FREE = bind("free", FunctionDescriptor.ofVoid(JAVA_LONG));

        private CLibrary() {}

        private static MethodHandle bind(String name, FunctionDescriptor type) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
        }
    }

    /** The heap of this process. */
    public HostAllocator() {}

    @Override
    public long allocate(long bytes) {
        long start = malloc(bytes + OVERHEAD);
        if (start == 0) {
            throw new OutOfNativeMemoryException("allocate: the system has no " + bytes + " bytes more: malloc failed");
        }
        long address = (start + OVERHEAD) & -ALIGNMENT;
        wordBefore(address).set(JAVA_LONG, 0, start);
        return address;
    }

    @Override
    public void free(long address, long bytes) {
        try {
            CLibrary.FREE.invokeExact(wordBefore(address).get(JAVA_LONG, 0));
        } catch (Throwable e) {
            throw new AssertionError("free takes an address and throws nothing", e);
        }
    }

    private static long malloc(long bytes) {
        try {
            return (long) CLibrary.MALLOC.invokeExact(bytes);
        } catch (Throwable e) {
            throw new AssertionError("malloc takes a size and throws nothing", e);
        }
    }

    private static MemorySegment wordBefore(long address) {
        return MemorySegment.ofAddress(address - Long.BYTES).reinterpret(Long.BYTES);
    }
}
