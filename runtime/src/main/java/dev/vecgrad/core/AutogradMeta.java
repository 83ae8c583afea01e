package dev.vecgrad.core;

import dev.vecgrad.exec.Tracing;
import org.jspecify.annotations.Nullable;

/** A value's place in the gradients' graph. */
final class AutogradMeta {
    private final boolean passing = Tracing.isOn();

    private boolean requiresGrad;
    private boolean watched;
    private boolean variable;
    private @Nullable Node gradFn;
    private int outputNumber;
    private @Nullable ViewRelation view;
    private @Nullable Movements movements;
    private boolean retainsGrad;
    private volatile @Nullable Value grad;

    /** Whether nobody but backward and optimisers has seen {@link #grad}, which backward made. */
    private boolean ownsGrad;

    private volatile @Nullable AccumulateGrad accumulator;

    /** {@return whether it was made by a function that is taken down, and ends with it} */
    boolean isPassing() {
        return passing;
    }

    /**
     * {@return whether ops on {@code value}, whose state this is, are recorded: its gradient was asked for, a recorded op made it, it is a
     * view of such a one, or a tape of this thread watches it or what it was made of}
     */
    boolean requiresGrad(Value value) {
        return requiresGrad
                || gradFn != null && (!gradFn.isOnTapeOnly() || Tape.isAnyRunning())
                || watched && Tape.isWatched(value, this)
                || view != null && view.base().requiresGrad();
    }

    /** {@return the same without regard to tapes} */
    boolean requiresGradByItself() {
        return requiresGrad
                || gradFn != null && !gradFn.isOnTapeOnly()
                || view != null && view.base().requiresGradByItself();
    }

    /** Notes that a tape watches the value. */
    void watch() {
        watched = true;
    }

    /** Lets tapes watch the value without being told. */
    void makeVariable() {
        watched = true;
        variable = true;
    }

    boolean isVariable() {
        return variable;
    }

    void requiresGrad(boolean wanted) {
        requiresGrad = wanted;
    }

    /** {@return the node that made the value; of a view, as far as it was brought up to date} */
    @Nullable
    Node gradFn() {
        return gradFn;
    }

    int outputNumber() {
        return outputNumber;
    }

    /** Gives {@code value}, whose state this is, a history. */
    void gradFn(Value value, Node node, int number) {
        gradFn = node;
        outputNumber = number;
        if (view != null) {
            view.isCurrentAt(value.version());
        }
        if (retainsGrad) {
            node.retain(value);
        }
    }

    /** Forgets history and wish for a gradient. */
    void clear() {
        gradFn = null;
        outputNumber = 0;
        requiresGrad = false;
        retainsGrad = false;
    }

    @Nullable
    ViewRelation view() {
        return view;
    }

    void view(ViewRelation relation) {
        view = relation;
    }

    /** {@return how the value was moved in place; null if it was not, or is a view, whose relation tells} */
    @Nullable
    Movements movements() {
        return movements;
    }

    void movements(Movements all) {
        movements = all;
    }

    boolean retainsGrad() {
        return retainsGrad;
    }

    void retainGrad() {
        retainsGrad = true;
    }

    /** {@return the gradient for one who will not keep it} */
    @Nullable
    Value grad() {
        Value current = grad;
        if (!passing && Tracing.isOn()) {
            Tracing.guard(this, () -> grad == current);
        }
        return current;
    }

    /** {@return the gradient for one who may keep it} */
    synchronized @Nullable Value handOutGrad() {
        ownsGrad = false;
        return grad();
    }

    /** Stores a gradient that somebody else may know, or forgets it: the memory of one that nobody saw goes back at once. */
    void grad(@Nullable Value value) {
        if (passing || !Tracing.isOn()) {
            storeGrad(value, false);
        } else {
            Tracing.effect(this, new GradEffect(value, this::replaceGrad));
        }
    }

    /** Stores a gradient that only backward knows. */
    void ownGrad(Value value) {
        if (passing || !Tracing.isOn()) {
            storeGrad(value, true);
        } else {
            grad(value);
        }
    }

    private synchronized void storeGrad(@Nullable Value value, boolean own) {
        Value old = grad;
        boolean unseen = ownsGrad;
        grad = value;
        ownsGrad = own;
        if (old != null && unseen && value == null) {
            old.storage().release();
        }
    }

    private synchronized @Nullable Value replaceGrad(@Nullable Value value) {
        Value before = grad;
        grad = value;
        ownsGrad = false;
        return before;
    }

    /**
     * {@return the node that adds to the gradient of the leaf {@code value}, whose state this is: always the same one; null if the leaf does
     * not require a gradient and no tape ever watched it}
     */
    @Nullable
    AccumulateGrad accumulator(Value value) {
        if (!requiresGrad && !watched) {
            return null;
        }
        AccumulateGrad known = accumulator;
        return known != null ? known : makeAccumulator(value);
    }

    /** Notes that the leaf {@code value}, whose state this is, has got other sizes, or its elements on another device. */
    void moved(Value value) {
        AccumulateGrad known = accumulator;
        if (known != null) {
            known.looksLike(value);
        }
    }

    private synchronized AccumulateGrad makeAccumulator(Value value) {
        AccumulateGrad known = accumulator;
        if (known == null) {
            known = new AccumulateGrad(value);
            accumulator = known;
        }
        return known;
    }

    /** {@return whether a leaf itself asks for a gradient} */
    boolean asksForGrad() {
        return requiresGrad;
    }
}
