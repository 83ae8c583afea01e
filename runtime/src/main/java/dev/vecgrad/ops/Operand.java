package dev.vecgrad.ops;

import dev.vecgrad.core.Value;

/**
 * What the families of methods need to know of their receiver.
 *
 * @param <T> the receiver's own type
 */
public interface Operand<T extends Operand<T>> {
    /** {@return the value that ops run on} */
    Value value();

    /** {@return a new receiver for a result} */
    T wrap(Value value);

    /** {@return this} */
    T self();
}
