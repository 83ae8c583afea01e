package dev.vecgrad.io;

import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import java.util.Arrays;
import java.util.Optional;

/**
 * One tensor of a safetensors file: row-major elements, little-endian.
 *
 * @param type the elements' type
 * @param shape the sizes
 * @param begin where its bytes begin, counted from the end of the header
 */
record SafetensorsEntry(ElementType type, Shape shape, long begin) {
    /** {@return the size in bytes} */
    long bytes() {
        return Math.multiplyExact(shape.numel(), (long) type.bytes());
    }

    /** {@return where its bytes end, counted from the end of the header} */
    long end() {
        return begin + bytes();
    }

    /** {@return the format's name of its elements' type} */
    String typeName() {
        return name(type);
    }

    /** {@return the type in which vecgrad writes a dtype} */
    static ElementType type(DType dtype) {
        return switch (dtype) {
            case BOOL -> ElementType.BOOL;
            case INT32 -> ElementType.INT32;
            case INT64 -> ElementType.INT64;
            case FLOAT32 -> ElementType.FLOAT32;
            case FLOAT64 -> ElementType.FLOAT64;
        };
    }

    /** {@return the type of this name in the format, if it can be read} */
    static Optional<ElementType> type(String name) {
        return Arrays.stream(ElementType.values())
                .filter(type -> name(type).equals(name))
                .findAny();
    }

    private static String name(ElementType type) {
        return switch (type) {
            case BOOL -> "BOOL";
            case INT8 -> "I8";
            case UINT8 -> "U8";
            case INT16 -> "I16";
            case UINT16 -> "U16";
            case INT32 -> "I32";
            case UINT32 -> "U32";
            case INT64 -> "I64";
            case FLOAT8_E4M3 -> "F8_E4M3";
            case FLOAT8_E5M2 -> "F8_E5M2";
            case FLOAT16 -> "F16";
            case BFLOAT16 -> "BF16";
            case FLOAT32 -> "F32";
            case FLOAT64 -> "F64";
        };
    }
}
