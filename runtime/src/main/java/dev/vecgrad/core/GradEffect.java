package dev.vecgrad.core;

import dev.vecgrad.exec.Effect;
import dev.vecgrad.memory.Storage;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Setting a leaf's grad, or forgetting it, at each call of a function that was taken down. */
final class GradEffect implements Effect {
    /** Where the grad is. */
    @FunctionalInterface
    interface Place {
        /** Sets the grad. {@return the one before} */
        @Nullable
        Value replace(@Nullable Value grad);
    }

    private final @Nullable Value traced;
    private final Place place;
    private @Nullable Value latest;

    /** Of the call before: calls mostly find the same grad. */
    private @Nullable Undo undo;

    GradEffect(@Nullable Value traced, Place place) {
        this.traced = traced;
        this.place = place;
    }

    @Override
    public Runnable apply(UnaryOperator<Storage> memory) {
        Value before = place.replace(traced == null ? null : onMemory(traced, memory.apply(traced.storage())));
        Undo known = undo;
        if (known == null || known.before() != before) {
            known = new Undo(place, before);
            undo = known;
        }
        return known;
    }

    private record Undo(Place place, @Nullable Value before) implements Runnable {
        @Override
        public void run() {
            Value _ = place.replace(before);
        }
    }

    private Value onMemory(Value value, Storage storage) {
        if (value.storage() == storage) {
            return value;
        }
        Value known = latest;
        if (known == null || known.storage() != storage) {
            known = Value.of(storage, value.dtype(), value.shape(), value.strides(), value.offset());
            latest = known;
        }
        return known;
    }

    @Override
    public List<Storage> kept() {
        return traced == null ? List.of() : List.of(traced.storage());
    }
}
