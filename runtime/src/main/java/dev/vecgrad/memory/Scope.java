package dev.vecgrad.memory;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of one thread's program whose temporaries are freed at once at its end, without waiting for the collector.
 *
 * {@snippet :
 * try (Scope step = Scope.open()) {
 *     Tensor loss = model.forward(x).sub(y).square().mean();
 *     loss.backward();
 *     sgd.step();
 *     losses.add(loss.item());
 * }
 * }
 *
 * <p>It frees what this thread allocated while it was the innermost open scope, except what lives long by its kind (parameters, leaf
 * gradients, optimiser state, buffers), what was marked by {@link Storage#survive}, and what was moved out with {@link #keep}. A use of a
 * freed tensor is a {@link dev.vecgrad.type.ReleasedException}. Scopes nest. Other threads' allocations are not affected. Cost: a few nanoseconds a
 * tensor; the next scope finds the same memory again, still in cache.
 */
public final class Scope implements AutoCloseable {
    private final Thread owner = Thread.currentThread();
    private final ScopeStack stack = ScopeStack.ofThread();
    private final @Nullable Scope parent = stack.top();
    private final int depth = parent == null ? 1 : parent.depth + 1;
    private final int base = stack.open(this);
    private boolean closed;

    private Scope() {}

    /** {@return a new scope, the innermost of this thread until it is closed} */
    public static Scope open() {
        return new Scope();
    }

    /** {@return how many scopes are open on this thread} */
    public static int currentDepth() {
        return ScopeStack.currentDepth();
    }

    /** {@return its depth: 1 for an outermost one} */
    int depth() {
        return depth;
    }

    /** {@return whether the storage was allocated while this was the innermost scope of its thread; a search among all that were} */
    public boolean isOwnerOf(Storage storage) {
        return !closed && stack.contains(storage, base);
    }

    /** {@return where its entries begin in its thread's stack} */
    int base() {
        return base;
    }

    /**
     * Moves storages out: this scope does not free them; the enclosing one will, if there is one.
     *
     * @throws IllegalStateException on another thread than the one that opened the scope, or after closing
     */
    public void keep(Storage... storages) {
        checkOwner("keep");
        if (closed) {
            throw new IllegalStateException("Scope.keep: the scope is closed: what it made is freed already");
        }
        for (Storage storage : storages) {
            storage.outlive(depth - 1);
        }
    }

    /**
     * Frees what was allocated in it. Closing again does nothing.
     *
     * @throws IllegalStateException on another thread than the one that opened it, or while a scope opened inside it is still open;
     *     it stays open then
     */
    @Override
    public void close() {
        checkOwner("close");
        if (closed) {
            return;
        }
        if (stack.top() != this) {
            throw new IllegalStateException(
                    "Scope.close: a scope that was opened inside this one is still open: close the inner one first");
        }
        closed = true;
        stack.close(base, depth, parent);
    }

    private void checkOwner(String method) {
        if (!Thread.currentThread().equals(owner)) {
            throw new IllegalStateException("Scope." + method + ": called on thread '"
                    + Thread.currentThread().getName() + "': a scope belongs to the thread that opened it ('"
                    + owner.getName() + "')");
        }
    }
}
