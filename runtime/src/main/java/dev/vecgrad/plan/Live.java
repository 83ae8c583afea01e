package dev.vecgrad.plan;

import dev.vecgrad.exec.Effect;
import dev.vecgrad.memory.Storage;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What a step needs anew at each call, such as scalars made of a learning rate. Its turn comes where the traced function asked for it. */
final class Live<T> implements Effect {
    private final Supplier<? extends T> source;
    private T current;

    Live(Supplier<? extends T> source) {
        this.source = source;
        this.current = source.get();
    }

    /** {@return what it is at this call} */
    T current() {
        return current;
    }

    @Override
    public Runnable apply(UnaryOperator<Storage> memory) {
        current = source.get();
        return () -> {};
    }
}
