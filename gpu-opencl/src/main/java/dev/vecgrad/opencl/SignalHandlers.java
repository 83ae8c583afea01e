package dev.vecgrad.opencl;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The process's signal handlers, kept from a driver. A driver whose compiler is LLVM puts its own in front of the virtual machine's while it
 * writes a file; they delete that file when a signal comes, and serve one signal alone. The virtual machine stops its threads by a signal, so a
 * collection of garbage in that moment makes the build of a correct program fail, and two threads that are stopped in that moment end the
 * process. LLVM registers them once and believes then that they are there: a thread looks after them while a build runs and puts back what
 * was there before, which stays. Where the C library has no {@code sigaction}, this does nothing.
 */
final class SignalHandlers {
    /** POSIX's signals have numbers below it; later ones are free for programs. */
    private static final int SIGNALS = 32;

    /** An access to memory that is not there: how the virtual machine stops threads. */
    private static final int SIGSEGV = 11;

    /** Larger than {@code struct sigaction} of any C library. */
    private static final long SIZE = 512;

    private static final long INTERVAL = TimeUnit.MICROSECONDS.toNanos(20);

    private static final @Nullable SignalHandlers PROCESS = find(SIGSEGV);

    private final MethodHandle sigaction;
    private final int watched;

    private SignalHandlers(MethodHandle sigaction, int watched) {
        this.sigaction = sigaction;
        this.watched = watched;
    }

    /** {@return handlers that are put back as soon as the one of signal {@code watched} is another; null where there are none} */
    static @Nullable SignalHandlers find(int watched) {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor type = FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
        return linker.defaultLookup()
                .find("sigaction")
                .map(address -> new SignalHandlers(linker.downcallHandle(address, type), watched))
                .orElse(null);
    }

    /** {@return what the work returns, after which all handlers are those from before} */
    static <T> T keptDuring(Supplier<T> work) {
        return PROCESS == null ? work.get() : PROCESS.keep(work);
    }

    /** {@return the same, one after the other} */
    synchronized <T> T keep(Supplier<T> work) {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment before = space(arena);
            read(before);
            MemorySegment now = space(arena);
            Thread guard = Thread.ofPlatform().daemon().name("vecgrad-signals").start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    if (isAnother(watched, before, now)) {
                        putBack(before, now);
                    }
                    LockSupport.parkNanos(INTERVAL);
                }
            });
            try {
                return work.get();
            } finally {
                end(guard);
                putBack(before, now);
            }
        }
    }

    private static void end(Thread guard) {
        guard.interrupt();
        boolean interrupted = false;
        while (guard.isAlive()) {
            try {
                guard.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static MemorySegment space(Arena arena) {
        return arena.allocate(SIGNALS * SIZE, Long.BYTES);
    }

    private void read(MemorySegment handlers) {
        for (int signal = 1; signal < SIGNALS; signal++) {
            call(signal, MemorySegment.NULL, of(handlers, signal));
        }
    }

    private boolean isAnother(int signal, MemorySegment before, MemorySegment now) {
        call(signal, MemorySegment.NULL, of(now, signal));
        return handler(before, signal) != handler(now, signal);
    }

    private void putBack(MemorySegment before, MemorySegment now) {
        for (int signal = 1; signal < SIGNALS; signal++) {
            if (isAnother(signal, before, now)) {
                call(signal, of(before, signal), MemorySegment.NULL);
            }
        }
    }

    /** {@return the handler's address, the first member; C libraries leave chance in the last bytes} */
    private static long handler(MemorySegment handlers, int signal) {
        return of(handlers, signal).get(JAVA_LONG, 0);
    }

    private static MemorySegment of(MemorySegment handlers, int signal) {
        return handlers.asSlice(signal * SIZE, SIZE);
    }

    private void call(int signal, MemorySegment handler, MemorySegment old) {
        try {
            int _ = (int) sigaction.invokeExact(signal, handler, old);
        } catch (Throwable e) {
            throw new AssertionError("sigaction", e);
        }
    }
}
