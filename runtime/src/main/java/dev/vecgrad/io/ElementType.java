package dev.vecgrad.io;

import dev.vecgrad.type.DType;

/** The types of numbers in files that vecgrad can read: its own, and those whose values one of its own holds exactly. */
enum ElementType {
    BOOL("bool", 1, DType.BOOL),
    INT8("int8", 1, DType.INT32),
    UINT8("uint8", 1, DType.INT32),
    INT16("int16", 2, DType.INT32),
    UINT16("uint16", 2, DType.INT32),
    INT32("int32", 4, DType.INT32),
    UINT32("uint32", 4, DType.INT64),
    INT64("int64", 8, DType.INT64),
    FLOAT8_E4M3("float8_e4m3fn", 1, DType.FLOAT32),
    FLOAT8_E5M2("float8_e5m2", 1, DType.FLOAT32),
    FLOAT16("float16", 2, DType.FLOAT32),
    BFLOAT16("bfloat16", 2, DType.FLOAT32),
    FLOAT32("float32", 4, DType.FLOAT32),
    FLOAT64("float64", 8, DType.FLOAT64);

    private final String text;
    private final int bytes;
    private final DType dtype;

    ElementType(String text, int bytes, DType dtype) {
        this.text = text;
        this.bytes = bytes;
        this.dtype = dtype;
    }

    /** {@return the size of an element in the file} */
    int bytes() {
        return bytes;
    }

    /** {@return the dtype of a tensor that holds all values exactly: its own, or a wider one} */
    DType dtype() {
        return dtype;
    }

    /** {@return whether vecgrad has this very type} */
    boolean isOwn() {
        return text.equals(dtype.toString());
    }

    /**
     * Checks that it may be read.
     *
     * @param where file and tensor, for the message
     * @throws TensorFileException if vecgrad lacks the type and a wider one was not asked for
     */
    void check(String where, ReadOptions options) {
        if (!isOwn() && !options.widen()) {
            throw new TensorFileException(
                    where + ": its elements are " + text + ", which vecgrad has not: read them as " + dtype
                            + " by ReadOptions.DEFAULT.widen(true), which is exact, or convert them before they are saved");
        }
    }

    /** {@return the name as PyTorch and NumPy write it} */
    @Override
    public String toString() {
        return text;
    }
}
