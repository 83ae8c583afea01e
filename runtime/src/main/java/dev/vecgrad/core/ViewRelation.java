package dev.vecgrad.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a view comes from the value that was there first, its base: the steps there and back.
 *
 * <p>A write to the base or to any of its views changes them all. The writer's history is the base's from then on; the others' is made
 * anew from the base's when it is next asked for, which a difference of versions tells.
 */
final class ViewRelation {
    private final Value base;
    private final @Nullable Movements movements;
    private final @Nullable ViewRelation parent;
    private final ViewFunction replay;
    private final ViewFunction backward;
    private final ViewOrigin origin;
    private int current;

    /** @param movements how the base had been moved in place when the first step was made of it */
    private ViewRelation(
            Value base,
            @Nullable Movements movements,
            @Nullable ViewRelation parent,
            ViewFunction replay,
            ViewFunction backward,
            ViewOrigin origin,
            int version) {
        this.base = base;
        this.movements = movements;
        this.parent = parent;
        this.replay = replay;
        this.backward = backward;
        this.origin = origin;
        this.current = version;
    }

    /** {@return the relation of a view that one step has made of {@code source}, which may be a view itself} */
    static ViewRelation of(Value source, ViewFunction replay, ViewFunction backward, ViewOrigin origin) {
        AutogradMeta meta = source.autograd();
        ViewRelation before = meta == null ? null : meta.view();
        return before == null
                ? new ViewRelation(source, Movements.of(source), null, replay, backward, origin, source.version())
                : new ViewRelation(
                        before.base,
                        before.movements,
                        before,
                        replay,
                        backward,
                        before.origin.then(origin),
                        source.version());
    }

    /** {@return the same relation of a view that a user's function has returned} */
    ViewRelation madeByFunction() {
        return new ViewRelation(base, movements, parent, replay, backward, ViewOrigin.CUSTOM_FUNCTION, current);
    }

    /** {@return the same relation to the base with the sizes that it has now, if it was moved in place since} */
    ViewRelation toPresentBase() {
        Movements now = Movements.of(base);
        return Objects.equals(now, movements) ? this : onMoved(now);
    }

    private ViewRelation onMoved(@Nullable Movements now) {
        ViewRelation before = parent == null ? movedBack(now) : parent.onMoved(now);
        return new ViewRelation(base, now, before, replay, backward, origin, current);
    }

    /* The steps from the base as it is now to how it was: the latest movement is undone first. */
    private @Nullable ViewRelation movedBack(@Nullable Movements now) {
        ViewRelation step = null;
        for (Movements m = now; m != null && !m.equals(movements); m = m.before()) {
            step = new ViewRelation(base, now, step, m.undo(), m.move(), origin, current);
        }
        return step;
    }

    /** {@return the value that was there first} */
    Value base() {
        return base;
    }

    ViewOrigin origin() {
        return origin;
    }

    /** {@return the view of {@code whole}, which looks like the base} */
    Value replay(Value whole) {
        Deque<ViewRelation> steps = new ArrayDeque<>();
        for (ViewRelation step = this; step != null; step = step.parent) {
            steps.push(step);
        }
        Value view = whole;
        for (ViewRelation step : steps) {
            view = step.replay.apply(view);
        }
        return view;
    }

    /** {@return the gradient of the base for a gradient of the view} */
    Value backward(Value gradient) {
        Value result = gradient;
        for (ViewRelation step = this; step != null; step = step.parent) {
            result = step.backward.apply(result);
        }
        return result;
    }

    /** Says at which version the view's history is right. */
    void isCurrentAt(int version) {
        current = version;
    }

    /** {@return the history of the view {@code value}, whose state is {@code meta}; made anew if its storage was written since} */
    synchronized @Nullable Node gradFn(Value value, AutogradMeta meta) {
        boolean hasHistory = meta.gradFn() != null || base.requiresGrad();
        if (hasHistory && current != value.version()) {
            origin.checkBaseWritten("gradFn");
            Node node = new ViewNode("AsStridedBackward0", toPresentBase()::backward);
            node.attach(new Node.Edge[] {Recorder.edge(base)}, value);
            meta.gradFn(value, node, 0);
        }
        return meta.gradFn();
    }
}
