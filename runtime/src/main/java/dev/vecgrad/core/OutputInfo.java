package dev.vecgrad.core;

import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.Shape;

/** What is known of an output of a node: its gradient looks alike. */
record OutputInfo(Shape shape, DType dtype, Device device) {
    static OutputInfo of(Value value) {
        return new OutputInfo(value.shape(), value.dtype(), value.device());
    }
}
