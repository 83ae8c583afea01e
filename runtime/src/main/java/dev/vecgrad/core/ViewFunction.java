package dev.vecgrad.core;

/** A function from one value to another, made of ops. */
@FunctionalInterface
public interface ViewFunction {
    /** {@return the result} */
    Value apply(Value value);
}
