package dev.vecgrad.exec;

import dev.vecgrad.memory.Storage;
import dev.vecgrad.memory.Symbols;
import dev.vecgrad.type.CompileException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Whether this thread's work is taken down instead of done. Meanwhile its new storages only {@linkplain Symbols stand for} memory. What
 * an op does besides running kernels goes through here: conditions it relies on, Java state it changes.
 */
public final class Tracing {
    private static final AtomicInteger TRACES = new AtomicInteger();
    private static final ThreadLocal<@Nullable Trace> OF_THREAD = new ThreadLocal<>();

    private Tracing() {}

    /** Runs {@code function} while {@code trace} takes down what it does. {@return what it returns} */
    public static <R> R record(Trace trace, Supplier<R> function) {
        return with(trace, function);
    }

    /** Runs {@code function} as if nothing was taken down, which is to be there before the traced function runs. {@return what it returns} */
    public static <R> R suspended(Supplier<R> function) {
        return isOn() ? with(null, function) : function.get();
    }

    private static <R> R with(@Nullable Trace trace, Supplier<R> function) {
        Trace before = OF_THREAD.get();
        boolean symbols = Symbols.make(trace != null);
        OF_THREAD.set(trace);
        int _ = TRACES.incrementAndGet();
        try {
            return function.get();
        } finally {
            int _ = TRACES.decrementAndGet();
            OF_THREAD.set(before);
            boolean _ = Symbols.make(symbols);
        }
    }

    /** {@return what takes down this thread's work, null if it is done; one read of a number while no thread's is taken down} */
    static @Nullable Trace current() {
        return TRACES.get() == 0 ? null : OF_THREAD.get();
    }

    /** {@return whether this thread's work is taken down} */
    public static boolean isOn() {
        return current() != null;
    }

    /** Says that a function relies on a condition on {@code state}, which holds now. */
    public static void guard(Object state, BooleanSupplier condition) {
        Trace trace = current();
        if (trace != null) {
            trace.guard(state, condition);
        }
    }

    /** The same for a condition that a function asks for many times; the first time counts. */
    public static void guardOnce(Object state, BooleanSupplier condition) {
        Trace trace = current();
        if (trace != null) {
            trace.guardOnce(state, condition);
        }
    }

    /** Changes {@code state}, now and at each call of a function that is taken down. */
    public static void effect(Object state, Effect effect) {
        Trace trace = current();
        Runnable undo = suspended(() -> effect.apply(UnaryOperator.identity()));
        if (trace != null) {
            trace.effect(state, effect, undo);
        }
    }

    /**
     * Throws if this thread's work is taken down, because what the host draws or computes now would be the same at each call.
     *
     * @param what is not possible and what to do, for the message
     */
    public static void requireRunning(String what) {
        if (isOn()) {
            throw new CompileException(what);
        }
    }

    /** Throws if this thread's work is taken down: nobody can know a value then. */
    static void requireValues() {
        Trace trace = current();
        if (trace != null) {
            throw trace.valueAsked();
        }
    }

    /** Says that what is taken down works on these, with the sizes by which their tensors show them now. */
    static void use(Storage[] storages) {
        for (Storage storage : storages) {
            storage.requireUnreleased();
            if (!storage.isSymbol()) {
                int movements = storage.movements();
                guardOnce(storage, () -> storage.movements() == movements);
            }
        }
    }
}
