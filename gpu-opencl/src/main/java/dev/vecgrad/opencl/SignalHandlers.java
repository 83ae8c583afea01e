package dev.vecgrad.opencl;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The process's signal handlers, kept from a driver. A driver whose compiler is LLVM puts its own in front of the virtual machine's while it
 * writes a file; they delete that file when a signal comes. The virtual machine stops its threads by a signal, so a collection of garbage in
 * that moment makes the build of a correct program fail, and two at once end the process. LLVM registers them once, and again after a signal
 * that came to them: a thread looks after them while builds run and puts back what was there before. Once some builds registered nothing no
 * signal can come to LLVM any more, and builds run alone. Where the C library has no {@code sigaction}, this does nothing.
 */
final class SignalHandlers {
    /** POSIX's signals have numbers below it; later ones are free for programs. */
    private static final int SIGNALS = 32;

    /** Larger than {@code struct sigaction} of any C library. */
    private static final long SIZE = 512;

    private static final long INTERVAL = TimeUnit.MICROSECONDS.toNanos(20);

    /** So many builds in a row without a registration show that LLVM believes its handlers are there. */
    private static final int QUIET_BUILDS = 3;

    private static final @Nullable SignalHandlers PROCESS = find();

    private final MethodHandle sigaction;

    /** How many builds of a compiler registered nothing since the last that did; those that never did are not in it. */
    private final Map<String, Integer> quiet = new HashMap<>();

    private SignalHandlers(MethodHandle sigaction) {
        this.sigaction = sigaction;
    }

    private static @Nullable SignalHandlers find() {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor type = FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
        return linker.defaultLookup()
                .find("sigaction")
                .map(address -> new SignalHandlers(linker.downcallHandle(address, type)))
                .orElse(null);
    }

    /**
     * Builds, and keeps the handlers.
     *
     * @param compiler what names the driver whose compiler works
     * @return what the work returns, after which all handlers are those from before
     */
    static <T> T keptDuring(String compiler, Supplier<T> work) {
        return PROCESS == null ? work.get() : PROCESS.keep(compiler, work);
    }

    private synchronized <T> T keep(String compiler, Supplier<T> work) {
        return quiet.getOrDefault(compiler, 0) >= QUIET_BUILDS ? checked(compiler, work) : guarded(compiler, work);
    }

    private <T> T checked(String compiler, Supplier<T> work) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment before = space(arena);
            read(before);
            try {
                return work.get();
            } finally {
                note(compiler, putBack(before, space(arena)));
            }
        }
    }

    private <T> T guarded(String compiler, Supplier<T> work) {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment before = space(arena);
            read(before);
            MemorySegment now = space(arena);
            AtomicBoolean registered = new AtomicBoolean();
            Thread guard = Thread.ofPlatform().daemon().name("vecgrad-signals").start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    if (putBack(before, now)) {
                        registered.set(true);
                    }
                    LockSupport.parkNanos(INTERVAL);
                }
            });
            try {
                return work.get();
            } finally {
                end(guard);
                note(compiler, putBack(before, now) || registered.get());
            }
        }
    }

    /** Counts the builds without a registration since one with. */
    private void note(String compiler, boolean registered) {
        if (registered) {
            quiet.put(compiler, 0);
        } else {
            quiet.computeIfPresent(compiler, (_, builds) -> builds + 1);
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

    /** {@return whether a handler was another} */
    private boolean putBack(MemorySegment before, MemorySegment now) {
        boolean any = false;
        read(now);
        for (int signal = 1; signal < SIGNALS; signal++) {
            if (handler(before, signal) != handler(now, signal)) {
                call(signal, of(before, signal), MemorySegment.NULL);
                any = true;
            }
        }
        return any;
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
