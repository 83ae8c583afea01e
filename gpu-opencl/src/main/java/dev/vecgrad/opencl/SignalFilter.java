package dev.vecgrad.opencl;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Keeps a thread, and those it starts, from changing signal handlers, for good: the kernel answers as if it had done it (seccomp, Linux 3.5).
 *
 * <p>A driver whose compiler is LLVM registers handlers when it writes its first file. They serve one signal and take themselves away, and
 * delete the file. The virtual machine stops its threads by a signal, so a collection of garbage at that moment spoils the build of a
 * correct program, and ends the process when it stops two threads. On other systems, and where the kernel refuses, nothing is kept.
 */
final class SignalFilter {
    private static final int PR_SET_SECCOMP = 22;
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final long SECCOMP_MODE_FILTER = 2;

    private static final short LOAD = 0x20;
    private static final short JUMP_IF_EQUAL = 0x15;
    private static final short RETURN = 0x06;
    private static final int PRETEND = 0x0005_0000;
    private static final int ALLOW = 0x7fff_0000;

    /** Where {@code struct seccomp_data} holds the number of the system call. */
    private static final int NUMBER = 0;

    /** Where it holds the architecture. */
    private static final int ARCHITECTURE = 4;

    private static final long INSTRUCTION_BYTES = 8;

    /**
     * A processor's system calls.
     *
     * @param audit the kernel's name of the architecture
     * @param sigaction the number of {@code rt_sigaction}
     */
    private record Calls(int audit, int sigaction) {
        static Optional<Calls> ofThisMachine() {
            if (!System.getProperty("os.name", "").equals("Linux")) {
                return Optional.empty();
            }
            return switch (System.getProperty("os.arch", "")) {
                case "amd64" -> Optional.of(new Calls(0xC000_003E, 13));
                case "aarch64" -> Optional.of(new Calls(0xC000_00B7, 134));
                default -> Optional.empty();
            };
        }
    }

    private SignalFilter() {}

    /** Keeps the thread that calls this. */
    static void install() {
        Calls.ofThisMachine().ifPresent(SignalFilter::install);
    }

    private static void install(Calls calls) {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor type = FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
        MethodHandle prctl = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("prctl"), type, Linker.Option.firstVariadicArg(1));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment program = program(calls, arena);
            int allowed = (int) prctl.invokeExact(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L);
            if (allowed == 0) {
                int _ = (int) prctl.invokeExact(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program.address(), 0L, 0L);
            }
        } catch (Throwable e) {
            throw new AssertionError("prctl", e);
        }
    }

    /** {@code struct sock_fprog}: in this architecture, the one system call does nothing; all else is as ever. */
    private static MemorySegment program(Calls calls, Arena arena) {
        MemorySegment code = arena.allocate(6 * INSTRUCTION_BYTES, Long.BYTES);
        set(code, 0, LOAD, 0, ARCHITECTURE);
        set(code, 1, JUMP_IF_EQUAL, 3, calls.audit());
        set(code, 2, LOAD, 0, NUMBER);
        set(code, 3, JUMP_IF_EQUAL, 1, calls.sigaction());
        set(code, 4, RETURN, 0, PRETEND);
        set(code, 5, RETURN, 0, ALLOW);
        MemorySegment program = arena.allocate(2 * ADDRESS.byteSize(), Long.BYTES);
        program.set(JAVA_SHORT, 0, (short) (code.byteSize() / INSTRUCTION_BYTES));
        program.set(ADDRESS, ADDRESS.byteSize(), code);
        return program;
    }

    /** One instruction; {@code otherwise} is how many are left out where a comparison fails. */
    private static void set(MemorySegment code, int at, short operation, int otherwise, int operand) {
        long offset = at * INSTRUCTION_BYTES;
        code.set(JAVA_SHORT, offset, operation);
        code.set(JAVA_BYTE, offset + 3, (byte) otherwise);
        code.set(JAVA_INT, offset + 4, operand);
    }
}
