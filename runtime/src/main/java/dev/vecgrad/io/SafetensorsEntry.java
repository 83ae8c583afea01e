package dev.vecgrad.io;

import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;

/**
 * One tensor of a safetensors file: row-major elements, little-endian.
 *
 * @param dtype the elements' dtype
 * @param shape the sizes
 * @param begin where its bytes begin, counted from the end of the header
 */
record SafetensorsEntry(DType dtype, Shape shape, long begin) {
    /** {@return the size in bytes} */
    long bytes() {
        return Math.multiplyExact(shape.numel(), (long) dtype.itemSize());
    }

    /** {@return where its bytes end, counted from the end of the header} */
    long end() {
        return begin + bytes();
    }

    /** {@return the format's name of a dtype} */
    static String name(DType dtype) {
        return switch (dtype) {
            case BOOL -> "BOOL";
            case INT32 -> "I32";
            case INT64 -> "I64";
            case FLOAT32 -> "F32";
            case FLOAT64 -> "F64";
        };
    }
}
