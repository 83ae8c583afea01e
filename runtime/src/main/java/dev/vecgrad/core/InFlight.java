package dev.vecgrad.core;

import dev.vecgrad.memory.Storage;
import org.jspecify.annotations.Nullable;

/**
 * A gradient on its way from one node to the next, or to a leaf.
 *
 * @param value the gradient
 * @param hold the engine's hold on its storage; null if somebody else may know the storage too
 */
record InFlight(Value value, @Nullable Hold hold) {
    /**
     * The engine's hold on a storage that a node has just made and nobody else knows. Every gradient in flight that lies in the storage,
     * whole or as a view, counts once; when none is left the memory goes back. Once the storage was handed to anybody it is theirs: the
     * engine neither writes into it nor gives it back.
     */
    static final class Hold {
        private final Storage storage;
        private int gradients;
        private boolean handedOut;

        Hold(Storage storage) {
            this.storage = storage;
        }
    }

    /** {@return a gradient that others may know} */
    static InFlight shared(Value value) {
        return new InFlight(value, null);
    }

    /** {@return a gradient in a storage that only the engine knows} */
    static InFlight owned(Value value) {
        return on(value, new Hold(value.storage()));
    }

    /** {@return one more gradient that lies in a held storage} */
    static InFlight on(Value value, Hold hold) {
        hold.gradients++;
        return new InFlight(value, hold);
    }

    /** {@return the hold if {@code other} lies in the same storage} */
    @Nullable
    Hold holdOn(Storage other) {
        return hold != null && value.storage() == other ? hold : null;
    }

    /** {@return whether nothing but this gradient lies in the storage, and only the engine knows it} */
    boolean isExclusive() {
        return hold != null && hold.gradients == 1 && !hold.handedOut;
    }

    /** {@return whether the engine knows of others in this storage, or of somebody it was handed to} */
    boolean isKnownShared() {
        return hold != null && !isExclusive();
    }

    /** Ends the journey: the memory goes back if this was the last gradient in it. */
    void drop() {
        if (hold != null && --hold.gradients == 0 && !hold.handedOut) {
            hold.storage.release();
        }
    }

    /** Gives up the hold: somebody else may know the storage from now on. */
    void handOut() {
        if (hold != null) {
            hold.handedOut = true;
        }
    }

    /** {@return the sum of two gradients of one shape and dtype; both journeys end in it} */
    static InFlight sum(InFlight a, InFlight b) {
        if (GradMode.isEnabled()) {
            return recordedSum(a, b);
        }
        if (a.isWritable()) {
            return a.plus(b);
        }
        if (b.isWritable()) {
            return b.plus(a);
        }
        InFlight sum = owned(Arithmetic.add(a.value, b.value));
        a.drop();
        b.drop();
        return sum;
    }

    private static InFlight recordedSum(InFlight a, InFlight b) {
        a.handOut();
        b.handOut();
        return shared(Arithmetic.add(a.value, b.value));
    }

    private boolean isWritable() {
        return isExclusive() && Strides.isDense(value.shape(), value.strides());
    }

    private InFlight plus(InFlight other) {
        Arithmetic.accumulate(value, other.value);
        other.drop();
        return this;
    }
}
