package dev.vecgrad.ops;

import dev.vecgrad.core.Value;

/** A linear map of a dim's elements to others, the same at all places of the other dims; outside the graph. */
interface DimMap {
    /** {@return x, contiguous or not, with the results in place of dim {@code d}} */
    Value forward(Value x, int d);

    /** {@return for each element of dim {@code d} the sum of what its results' gradients say of it} */
    Value back(Value gradient, int d);
}
