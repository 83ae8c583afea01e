package dev.vecgrad.core;

/** The step from a value to a view of it, or from the view's gradient to the value's. The latter is made of recorded ops. */
@FunctionalInterface
public interface ViewFunction {
    /** {@return the result} */
    Value apply(Value value);
}
