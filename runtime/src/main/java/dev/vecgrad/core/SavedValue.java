package dev.vecgrad.core;

import dev.vecgrad.memory.Scope;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.ReleasedException;
import dev.vecgrad.type.Shape;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An input or output of an op that its backward will read: still there, and unchanged since.
 *
 * <p>An input is given back as it is. An output is given back with the node that it had when it was saved as its history, whatever has
 * become of its own since.
 */
public final class SavedValue {
    private final boolean isOutput;
    private int version;
    private @Nullable Node madeBy;
    private int outputNumber;
    private volatile @Nullable Value value;
    private volatile @Nullable Dropped dropped;

    /** What is known of a value that is computed again when it is read. */
    private record Dropped(Recomputation by, int index, Shape shape, DType dtype) {}

    private SavedValue(Value value, boolean isOutput) {
        this.value = value;
        this.isOutput = isOutput;
        this.version = value.version();
        Recomputation.Region region = ThreadState.current().region;
        if (region != null) {
            region.saved().add(this);
        }
    }

    /** {@return an input of an op, saved with its present version} */
    public static SavedValue of(Value input) {
        return new SavedValue(input, false);
    }

    /** {@return an output of an op, saved with its present version; to be called after the op was recorded, unless the recorder gets it} */
    public static SavedValue ofOutput(Value output) {
        SavedValue saved = new SavedValue(output, true);
        saved.settle();
        return saved;
    }

    /** Takes the version and history that an output has now. */
    void settle() {
        Value output = value;
        if (isOutput && output != null) {
            version = output.version();
            madeBy = output.gradFn();
            outputNumber = madeBy == null ? 0 : output.autogradOrNew().outputNumber();
        }
    }

    /**
     * {@return the value}
     *
     * @param reader the node that reads it, for messages
     * @throws AutogradException if it was let go of, or written in place since it was saved
     * @throws ReleasedException if its memory was given back by a scope
     */
    public Value unpack(Node reader) {
        Value found = value;
        if (found == null) {
            return recomputed(reader);
        }
        if (found.storage().isReleased()) {
            throw new ReleasedException(
                    reader.name() + ": a saved " + describe(found)
                            + " was released before backward: run backward inside the Scope of the forward pass, or keep the result with its graph");
        }
        if (found.version() != version) {
            throw new AutogradException(reader.name()
                    + ": one of the variables needed for gradient computation has been modified by an inplace operation: "
                    + describe(found) + ", is at version " + found.version() + "; expected version " + version
                    + " instead: clone() the tensor before it is written in place");
        }
        return isOutput && GradMode.isEnabled() ? withHistory(found) : found;
    }

    /** Lets go of a value that was allocated in {@code made}; it will be value {@code index} of what {@code by} computes again. */
    void dropIfMadeIn(Scope made, Recomputation by, int index) {
        Value found = value;
        if (found != null && made.isOwnerOf(found.storage())) {
            if (!isOutput) {
                madeBy = found.gradFn();
                outputNumber = madeBy == null ? 0 : found.autogradOrNew().outputNumber();
            }
            dropped = new Dropped(by, index, found.shape(), found.dtype());
            value = null;
        }
    }

    private Value recomputed(Node reader) {
        Dropped origin = dropped;
        if (origin == null) {
            throw new AutogradException(reader.name() + ": " + TWICE);
        }
        Value found = origin.by.recomputed(origin.index, reader).unpack(reader);
        if (!found.shape().equals(origin.shape) || found.dtype() != origin.dtype) {
            throw new AutogradException(reader.name()
                    + ": Recomputed values for the following tensors have different metadata than during the forward pass.: saved "
                    + origin.dtype + " " + origin.shape + ", recomputed " + describe(found));
        }
        return GradMode.isEnabled() ? withHistory(found) : found;
    }

    /** Adds what must be recomputed for this value to {@code all}. */
    void addRecomputations(Set<Recomputation> all) {
        Dropped origin = dropped;
        if (origin != null) {
            origin.by.addTo(all);
        }
    }

    /* The sentence is PyTorch's. */
    static final String TWICE =
            "Trying to backward through the graph a second time (or directly access saved tensors after they have"
                    + " already been freed). Saved intermediate values of the graph are freed when you call backward() or Autograd.grad()."
                    + " Specify retainGraph if you need to backward through the graph a second time or if you need to access saved tensors"
                    + " after calling backward";

    private String describe(Value found) {
        Node node = isOutput ? madeBy : found.gradFn();
        int number = isOutput ? outputNumber : found.autogradOrNew().outputNumber();
        String origin = node == null ? "" : ", which is output " + number + " of " + node.name();
        return "[" + found.dtype() + " " + found.shape() + "]" + origin;
    }

    private Value withHistory(Value found) {
        if (madeBy == null || madeBy.equals(found.gradFn())) {
            return found;
        }
        Value alias = found.detach();
        alias.autogradOrNew().gradFn(alias, madeBy, outputNumber);
        return alias;
    }

    /** {@return its memory, null after it was let go of} */
    @Nullable
    Storage storage() {
        Value found = value;
        return found == null ? null : found.storage();
    }

    /** Tells its memory or, if it is to be recomputed, that of what this needs. */
    void forEachStorage(Consumer<Storage> action) {
        Value found = value;
        Dropped origin = dropped;
        if (found != null) {
            action.accept(found.storage());
        } else if (origin != null) {
            origin.by.forEachStorage(action);
        }
    }

    /** Lets go of values. */
    public static void release(SavedValue... values) {
        for (SavedValue saved : values) {
            saved.value = null;
            saved.dropped = null;
        }
    }
}
