package dev.vecgrad.exec;

import dev.vecgrad.memory.Storage;
import java.util.List;
import java.util.function.UnaryOperator;

/** A change of Java state that belongs to a function: a step that is counted, a gradient that is set. It happens at each call. */
@FunctionalInterface
public interface Effect {
    /**
     * Makes the change. {@return what takes it back}
     *
     * @param memory gives the storage that has the memory which a storage stands for
     */
    Runnable apply(UnaryOperator<Storage> memory);

    /** {@return storages that the state refers to afterwards} */
    default List<Storage> kept() {
        return List.of();
    }
}
