package dev.vecgrad.simd;

import dev.vecgrad.type.DType;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The names by which generated classes call the JDK. */
final class Types {
    static final ClassDesc VECTOR = vectorApi("Vector");
    static final ClassDesc MASK = vectorApi("VectorMask");
    static final ClassDesc SHUFFLE = vectorApi("VectorShuffle");
    static final ClassDesc SPECIES = vectorApi("VectorSpecies");
    static final ClassDesc OPERATORS = vectorApi("VectorOperators");
    static final ClassDesc BINARY = vectorApi("VectorOperators$Binary");
    static final ClassDesc ASSOCIATIVE = vectorApi("VectorOperators$Associative");
    static final ClassDesc COMPARISON = vectorApi("VectorOperators$Comparison");
    static final ClassDesc CONVERSION = vectorApi("VectorOperators$Conversion");
    static final ClassDesc BYTE_VECTOR = vectorApi("ByteVector");
    static final ClassDesc SEGMENT = MemorySegment.class.describeConstable().orElseThrow();
    static final ClassDesc BYTE_ORDER = ByteOrder.class.describeConstable().orElseThrow();
    static final ClassDesc LAYOUT = ValueLayout.class.describeConstable().orElseThrow();
    static final ClassDesc SCALARS = Scalars.class.describeConstable().orElseThrow();
    static final ClassDesc HEAP_ARRAYS = HeapArrays.class.describeConstable().orElseThrow();
    static final ClassDesc MEMORY = Memory.class.describeConstable().orElseThrow();
    static final ClassDesc LOOP = Loop.class.describeConstable().orElseThrow();
    static final ClassDesc LONGS = ConstantDescs.CD_long.arrayType();

    /** The name of the machine's byte order in ByteOrder. */
    static final String NATIVE_ORDER =
            ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? "LITTLE_ENDIAN" : "BIG_ENDIAN";

    private Types() {}

    private static ClassDesc vectorApi(String name) {
        return ClassDesc.of("jdk.incubator.vector." + name);
    }

    /** {@return the class of a vector of {@code dtype}, which is no bool} */
    static ClassDesc vector(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> vectorApi("FloatVector");
            case FLOAT64 -> vectorApi("DoubleVector");
            case INT32 -> vectorApi("IntVector");
            case INT64 -> vectorApi("LongVector");
            case BOOL -> throw new IllegalArgumentException("bools are masks");
        };
    }

    /** {@return the type of a scalar of {@code dtype}} */
    static ClassDesc scalar(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> ConstantDescs.CD_float;
            case FLOAT64 -> ConstantDescs.CD_double;
            case INT32 -> ConstantDescs.CD_int;
            case INT64 -> ConstantDescs.CD_long;
            case BOOL -> ConstantDescs.CD_boolean;
        };
    }

    /** {@return how a scalar of {@code dtype} lives in a local} */
    static TypeKind kind(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> TypeKind.FLOAT;
            case FLOAT64 -> TypeKind.DOUBLE;
            case INT32, BOOL -> TypeKind.INT;
            case INT64 -> TypeKind.LONG;
        };
    }

    /** {@return the field of ValueLayout for elements of {@code dtype}, which is no bool} */
    static String layoutField(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> "JAVA_FLOAT_UNALIGNED";
            case FLOAT64 -> "JAVA_DOUBLE_UNALIGNED";
            case INT32 -> "JAVA_INT_UNALIGNED";
            case INT64 -> "JAVA_LONG_UNALIGNED";
            case BOOL -> throw new IllegalArgumentException("bools are bytes");
        };
    }

    /** {@return the class of that layout} */
    static ClassDesc layout(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> LAYOUT.nested("OfFloat");
            case FLOAT64 -> LAYOUT.nested("OfDouble");
            case INT32 -> LAYOUT.nested("OfInt");
            case INT64 -> LAYOUT.nested("OfLong");
            case BOOL -> throw new IllegalArgumentException("bools are bytes");
        };
    }

    /** {@return the power of two that an item is bytes long} */
    static int shift(DType dtype) {
        return Integer.numberOfTrailingZeros(dtype.itemSize());
    }
}
