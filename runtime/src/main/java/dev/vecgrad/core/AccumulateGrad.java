package dev.vecgrad.core;

import dev.vecgrad.memory.Lifetime;
import dev.vecgrad.type.AutogradException;
import dev.vecgrad.type.ShapeException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The end of a gradient's way: adds it to the grad of a leaf. A leaf has one such node for ever.
 *
 * <p>Several threads may add to one leaf; each adds alone. While grad mode is on (createGraph), grad becomes a new value with a history;
 * otherwise the first gradient is stored and later ones are added to it in place.
 */
public final class AccumulateGrad extends Node {
    private final Value leaf;
    private final Edge edge;
    private volatile @Nullable HookList<Runnable> hooks;

    AccumulateGrad(Value leaf) {
        super("AccumulateGrad");
        this.leaf = leaf;
        this.edge = new Edge(this, 0);
        attach(new Edge[0], leaf);
    }

    /** {@return the leaf} */
    public Value leaf() {
        return leaf;
    }

    Edge edge() {
        return edge;
    }

    @Override
    boolean isOnTapeOnly() {
        return !leaf.autogradOrNew().asksForGrad();
    }

    @Override
    protected @Nullable Value[] backward(@Nullable Value[] gradOutputs) {
        accumulate(InFlight.shared(only(gradOutputs)));
        return new Value[0];
    }

    /**
     * Lets {@code action} run whenever a gradient was added to the grad of a leaf.
     *
     * @throws AutogradException if the value requires no gradient or is no leaf
     */
    public static HookHandle registerHook(Value leaf, Runnable action) {
        if (!leaf.requiresGradByItself()) {
            throw new AutogradException(
                    "registerPostAccumulateGradHook: cannot register a hook on a tensor that doesn't"
                            + " require gradient");
        }
        if (!(Recorder.history(leaf).node() instanceof AccumulateGrad end)) {
            throw new AutogradException(
                    "registerPostAccumulateGradHook: post accumulate grad hooks cannot be registered on non-leaf tensors:"
                            + " use registerHook()");
        }
        return end.hooksOrNew().add(action);
    }

    private synchronized HookList<Runnable> hooksOrNew() {
        HookList<Runnable> known = hooks;
        if (known == null) {
            known = new HookList<>();
            hooks = known;
        }
        return known;
    }

    /** Takes in a gradient at the end of its journey. */
    void accumulate(InFlight gradient) {
        if (leaf.autogradOrNew().asksForGrad()) {
            add(gradient);
            HookList<Runnable> known = hooks;
            if (known != null) {
                known.hooks().forEach(Runnable::run);
            }
        }
        gradient.drop();
    }

    private synchronized void add(InFlight gradient) {
        AutogradMeta meta = leaf.autogradOrNew();
        synchronized (meta) {
            Value old = meta.grad();
            if (old == null) {
                store(meta, first(gradient));
            } else {
                Value sum = sum(old, gradient.value());
                if (sum != old) {
                    meta.grad(sum);
                }
            }
        }
    }

    private static void store(AutogradMeta meta, Value gradient) {
        if (Recorder.isNeeded(gradient)) {
            meta.grad(gradient);
        } else {
            meta.ownGrad(gradient);
        }
    }

    private Value first(InFlight gradient) {
        if (isStorable(gradient)) {
            gradient.handOut();
            gradient.value().storage().survive();
            return gradient.value();
        }
        return copy(gradient.value(), leaf);
    }

    /* What only the engine knows is stored itself, unless it lies as its leaf should not, or would keep other memory from going back. */
    private boolean isStorable(InFlight gradient) {
        Value value = gradient.value();
        return gradient.isExclusive()
                && !value.storage().isInSlab()
                && value.numel() * value.dtype().itemSize() == value.storage().bytes()
                && Arrays.equals(value.strides(), stridesOfGrad(leaf));
    }

    /** Adds a gradient to the grad of any value, as a copy or a sum. */
    static void addToGrad(Value value, Value gradient) {
        AutogradMeta meta = value.autogradOrNew();
        Value old = meta.grad();
        meta.grad(old == null ? copy(gradient, value) : sum(old, gradient));
    }

    /* Sizes differ when the leaf was moved in place. */
    private static Value sum(Value old, Value gradient) {
        if (!old.shape().equals(gradient.shape())) {
            throw new ShapeException(
                    "backward: a gradient of size '" + gradient.shape() + "' cannot be added to a grad of size '"
                            + old.shape() + "': zero the grad of a tensor that was moved in place");
        }
        if (GradMode.isEnabled() || Strides.mayOverlapItself(old.shape(), old.strides())) {
            return surviving(Arithmetic.add(old, gradient));
        }
        Arithmetic.accumulate(old, gradient);
        return old;
    }

    private static Value copy(Value gradient, Value like) {
        if (Recorder.isNeeded(gradient)) {
            return surviving(Arithmetic.clone(gradient));
        }
        Value copy = Value.emptyStrided(
                gradient.dtype(), gradient.shape(), stridesOfGrad(like), gradient.device(), Lifetime.LONG);
        Arithmetic.copyInto(copy, gradient);
        return copy;
    }

    private static long[] stridesOfGrad(Value value) {
        return Strides.isDense(value.shape(), value.strides())
                ? value.strides()
                : value.shape().contiguousStrides();
    }

    private static Value surviving(Value value) {
        Survivors.survive(value);
        return value;
    }
}
