package dev.vecgrad.nn;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Value;
import dev.vecgrad.memory.Lifetime;

/** Values in memory that outlives scopes. */
final class LongLived {
    private LongLived() {}

    /** {@return a row-major copy} */
    static Value copy(Value source) {
        Value copy = Value.empty(source.dtype(), source.shape(), source.device(), Lifetime.LONG);
        Arithmetic.copyInto(copy, source);
        return copy;
    }
}
