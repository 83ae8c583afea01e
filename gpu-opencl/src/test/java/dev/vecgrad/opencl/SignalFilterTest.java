package dev.vecgrad.opencl;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A driver's thread keeps the handlers that the virtual machine has set. */
@EnabledOnOs(
        value = OS.LINUX,
        architectures = {"amd64", "aarch64"})
class SignalFilterTest {
    private static final int SIGSEGV = 11;

    /** The window's size has changed: a signal that neither the virtual machine nor a test listens to. */
    private static final int SIGWINCH = 28;

    private static final MemorySegment IGNORE = MemorySegment.ofAddress(1);

    @Test
    void aDriversThreadChangesNoHandler() {
        MemorySegment before = handler(SIGWINCH);
        int answer = DriverThread.call(() -> set(SIGWINCH, IGNORE));
        assertThat(answer).isZero();
        assertThat(handler(SIGWINCH)).isEqualTo(before);
    }

    @Test
    void otherThreadsDo() {
        MemorySegment before = handler(SIGWINCH);
        int _ = set(SIGWINCH, IGNORE);
        assertThat(handler(SIGWINCH)).isEqualTo(IGNORE);
        int _ = set(SIGWINCH, before);
    }

    @Test
    void aBuildLeavesTheVirtualMachinesHandler() {
        MemorySegment before = handler(SIGSEGV);
        OpenClBackend backend = RequireOpenCl.get();
        String source = "__kernel void run(__global int *a)\n{\n    a[0] = " + System.nanoTime() % 1_000_000 + ";\n}\n";
        assertThat(backend.programs(source, "run")).isNotNull();
        assertThat(handler(SIGSEGV)).isEqualTo(before);
    }

    private static MemorySegment handler(int signal) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment old = arena.allocate(512, Long.BYTES);
            int _ = sigaction(signal, MemorySegment.NULL, old);
            return old.get(ADDRESS, 0);
        }
    }

    private static int set(int signal, MemorySegment handler) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment action = arena.allocate(512, Long.BYTES);
            action.set(ADDRESS, 0, handler);
            return sigaction(signal, action, MemorySegment.NULL);
        }
    }

    private static int sigaction(int signal, MemorySegment action, MemorySegment old) {
        Linker linker = Linker.nativeLinker();
        MethodHandle sigaction = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("sigaction"),
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
        try {
            return (int) sigaction.invokeExact(signal, action, old);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
