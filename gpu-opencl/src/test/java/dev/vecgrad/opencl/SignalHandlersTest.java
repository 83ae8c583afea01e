package dev.vecgrad.opencl;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a driver would do to the handlers is undone. */
class SignalHandlersTest {
    /** The window's size has changed: a signal that neither the virtual machine nor a test listens to. */
    private static final int SIGWINCH = 28;

    private static final long DEFAULT = 0;
    private static final long IGNORE = 1;

    private SignalHandlers handlers;
    private MethodHandle signal;

    @BeforeEach
    void find() {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> address = linker.defaultLookup()
                .find("sigaction")
                .flatMap(_ -> linker.defaultLookup().find("signal"));
        assumeTrue(address.isPresent(), "not run: this C library has no sigaction");
        handlers = Objects.requireNonNull(SignalHandlers.find(SIGWINCH));
        signal = linker.downcallHandle(address.orElseThrow(), FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG));
    }

    @Test
    void handlersFromBeforeAreBackAfterTheWork() {
        long before = set(DEFAULT);
        assertThat(handlers.keep(() -> set(IGNORE))).isEqualTo(DEFAULT);
        assertThat(set(before)).isEqualTo(DEFAULT);
    }

    @Test
    void theyAreBackAlreadyWhileTheWorkGoesOn() {
        long before = set(DEFAULT);
        handlers.keep(() -> {
            for (int i = 0; i < 10; i++) {
                set(IGNORE);
                while (set(DEFAULT) == IGNORE) {
                    set(IGNORE);
                    Thread.onSpinWait();
                }
            }
            return 0;
        });
        assertThat(set(before)).isEqualTo(DEFAULT);
    }

    @Test
    void theyAreBackAfterWorkThatFails() {
        long before = set(DEFAULT);
        assertThatThrownBy(() -> handlers.keep(() -> {
                    set(IGNORE);
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");
        assertThat(set(before)).isEqualTo(DEFAULT);
    }

    /** {@return the handler from before} */
    private long set(long handler) {
        try {
            return (long) signal.invokeExact(SIGWINCH, handler);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
