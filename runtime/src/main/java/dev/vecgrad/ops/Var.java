package dev.vecgrad.ops;

import dev.vecgrad.core.Value;

/**
 * A value with the families' methods: what gradient rules and library functions are written in.
 *
 * @param value the value
 */
public record Var(Value value) implements TensorMethods<Var> {
    @Override
    public Var wrap(Value result) {
        return new Var(result);
    }

    @Override
    public Var self() {
        return this;
    }
}
