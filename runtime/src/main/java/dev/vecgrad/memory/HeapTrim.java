package dev.vecgrad.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives idle pages of the C library's heap back to the system. The JVM's compiler threads work in that heap and leave tens of megabytes
 * behind in a program's first minute, which glibc keeps until it is asked for them. Other C libraries have no such function: there this
 * does nothing.
 */
final class HeapTrim {
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

    private long last = System.nanoTime() - INTERVAL;

    /** Gives them back unless that was done less than a second ago: it takes a millisecond. */
    void giveBackIfDue() {
        long now = System.nanoTime();
        if (now - last >= INTERVAL) {
            last = now;
            giveBack();
        }
    }

    private static void giveBack() {
        if (CLibrary.MALLOC_TRIM == null) {
            return;
        }
        try {
            int _ = (int) CLibrary.MALLOC_TRIM.invokeExact(0L);
        } catch (Throwable e) {
            throw new AssertionError("malloc_trim", e);
        }
    }

    /** Linked when it is first needed: by then the JVM has let somebody allocate, so it allows native access. */
    private static final class CLibrary {
        static final @Nullable MethodHandle MALLOC_TRIM = find();

        private CLibrary() {}

        private static @Nullable MethodHandle find() {
            Linker linker = Linker.nativeLinker();
            return linker.defaultLookup()
                    .find("malloc_trim")
                    .map(address -> linker.downcallHandle(address, FunctionDescriptor.of(JAVA_INT, JAVA_LONG)))
                    .orElse(null);
        }
    }
}
