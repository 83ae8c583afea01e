package dev.vecgrad.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.vecgrad.spi.DeviceAllocator;
import dev.vecgrad.type.OutOfNativeMemoryException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/**
 * Anonymous pages of a Linux kernel: they cost nothing until touched and go back for certain. Large blocks begin at a huge page's
 * boundary and ask for huge pages, which makes the first touch several times cheaper.
 */
final class MappedPages implements DeviceAllocator {
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
    private static final int MADV_HUGEPAGE = 14;
    private static final long MAP_FAILED = -1;
    private static final long HUGE_PAGE = 2 << 20;
    private static final long MIN_HUGE = 4 << 20;

    private static final MethodHandle MMAP = bind(
            "mmap", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle MUNMAP = bind("munmap", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle MADVISE =
            bind("madvise", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));

    private static MethodHandle bind(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }

    /** {@return whether this system is one whose constants we know} */
    static boolean isAvailable() {
        return System.getProperty("os.name").equals("Linux");
    }

    @Override
    public long allocate(long bytes) {
        if (bytes < MIN_HUGE) {
            return map(bytes, bytes);
        }
        long wide = map(bytes + HUGE_PAGE, bytes);
        long address = (wide + HUGE_PAGE - 1) & -HUGE_PAGE;
        unmap(wide, address - wide);
        unmap(address + bytes, wide + HUGE_PAGE - address);
        adviseHugePages(address, bytes);
        return address;
    }

    @Override
    public void free(long address, long bytes) {
        unmap(address, bytes);
    }

    private static long map(long bytes, long asked) {
        long address;
        try {
            address = (long) MMAP.invokeExact(0L, bytes, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0L);
        } catch (Throwable e) {
            throw new AssertionError("mmap", e);
        }
        if (address == MAP_FAILED) {
            throw new OutOfNativeMemoryException("allocate: the system has no " + asked + " bytes more: mmap failed");
        }
        return address;
    }

    private static void unmap(long address, long bytes) {
        if (bytes == 0) {
            return;
        }
        int status;
        try {
            status = (int) MUNMAP.invokeExact(address, bytes);
        } catch (Throwable e) {
            throw new AssertionError("munmap", e);
        }
        if (status != 0) {
            throw new IllegalStateException("free: munmap of " + bytes + " bytes at " + address + " failed");
        }
    }

    /** A kernel that has no huge pages refuses, which does no harm. */
    private static void adviseHugePages(long address, long bytes) {
        try {
            int _ = (int) MADVISE.invokeExact(address, bytes, MADV_HUGEPAGE);
        } catch (Throwable e) {
            throw new AssertionError("madvise", e);
        }
    }
}
