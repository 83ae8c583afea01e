package dev.vecgrad.core;

import org.jspecify.annotations.Nullable;

/**
 * How a value that is no view was moved in place, the latest movement first: views that were made of it before know it as it was.
 *
 * <p>Not a record: one is equal to itself alone.
 */
final class Movements {
    private final @Nullable Movements before;
    private final ViewFunction move;
    private final ViewFunction undo;

    /**
     * One more movement.
     *
     * @param before those before it
     * @param move makes of a value as it was one as it is after the movement
     * @param undo the opposite
     */
    Movements(@Nullable Movements before, ViewFunction move, ViewFunction undo) {
        this.before = before;
        this.move = move;
        this.undo = undo;
    }

    /** {@return those of {@code value}, null if there are none} */
    static @Nullable Movements of(Value value) {
        AutogradMeta meta = value.autograd();
        return meta == null ? null : meta.movements();
    }

    @Nullable
    Movements before() {
        return before;
    }

    ViewFunction move() {
        return move;
    }

    ViewFunction undo() {
        return undo;
    }
}
