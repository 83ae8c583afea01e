package dev.vecgrad.memory;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One thread's open scopes and what was allocated in them: entries of an inner scope lie above those of the outer one. An entry is a
 * storage, or a weak reference to one in a scope that has become large.
 */
final class ScopeStack {
    /**
     * A scope with more entries holds them weakly, so that a scope around a whole program keeps nothing from the collector. No training step
     * has as many.
     */
    private static final int MAX_STRONG = 1 << 14;

    private static final ThreadLocal<@Nullable ScopeStack> OF_THREAD = new ThreadLocal<>();

    /** Whether any thread ever opened a scope. A thread that did sees its own write; the others need not. */
    private static boolean everUsed;

    private @Nullable Object[] entries = new Object[64];
    private int size;
    private @Nullable Scope top;

    private ScopeStack() {}

    /** {@return this thread's stack} */
    static ScopeStack ofThread() {
        everUsed = true;
        ScopeStack stack = OF_THREAD.get();
        if (stack == null) {
            stack = new ScopeStack();
            OF_THREAD.set(stack);
        }
        return stack;
    }

    /** Enters a storage into the innermost open scope of this thread, if there is one. */
    static void register(Storage storage) {
        if (everUsed) {
            ScopeStack stack = OF_THREAD.get();
            Scope top = stack == null ? null : stack.top;
            if (stack != null && top != null) {
                storage.madeAt(top.depth());
                stack.push(storage);
            }
        }
    }

    /** {@return how many scopes are open on this thread} */
    static int currentDepth() {
        ScopeStack stack = everUsed ? OF_THREAD.get() : null;
        return stack == null || stack.top == null ? 0 : stack.top.depth();
    }

    /** {@return whether the storage is an entry from {@code base} on} */
    boolean contains(Storage storage, int base) {
        for (int i = size - 1; i >= base; i--) {
            if (storage(entries[i]) == storage) {
                return true;
            }
        }
        return false;
    }

    private void push(Storage storage) {
        if (size == entries.length) {
            makeRoom();
        }
        entries[size++] = storage;
    }

    /** {@return the innermost open scope} */
    @Nullable
    Scope top() {
        return top;
    }

    /** {@return where the entries of a scope that opens now begin} */
    int open(Scope scope) {
        top = scope;
        return size;
    }

    /** Frees the entries from {@code base} on but for those that outlive {@code depth}; these become entries of {@code parent}. */
    void close(int base, int depth, @Nullable Scope parent) {
        int end = size;
        int kept = base;
        try (ReleaseBatch batch = new ReleaseBatch(true)) {
            for (int i = base; i < end; i++) {
                Storage storage = storage(entries[i]);
                if (storage == null) {
                    continue;
                }
                int freeableFrom = storage.freeableFrom();
                if (freeableFrom >= depth) {
                    batch.release(storage);
                } else if (freeableFrom > 0) {
                    entries[kept++] = entries[i];
                }
            }
        }
        truncate(kept);
        top = parent;
    }

    private void truncate(int newSize) {
        Arrays.fill(entries, newSize, size, null);
        size = newSize;
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Storage storage(@Nullable Object entry) {
        return entry instanceof WeakReference<?> weak ? ((WeakReference<Storage>) weak).get() : (Storage) entry;
    }

    private void makeRoom() {
        if (size >= MAX_STRONG) {
            weakenTop();
        }
        if (size > entries.length / 4 * 3) {
            entries = Arrays.copyOf(entries, 2 * entries.length);
        }
    }

    /** Drops the innermost scope's entries that are released or collected and holds the others weakly. */
    private void weakenTop() {
        int kept = top == null ? size : top.base();
        for (int i = kept; i < size; i++) {
            Storage storage = storage(entries[i]);
            if (storage != null && !storage.isReleased()) {
                entries[kept++] = entries[i] == storage ? new WeakReference<>(storage) : entries[i];
            }
        }
        truncate(kept);
    }
}
