package dev.vecgrad;

import dev.vecgrad.type.DType;

/** The elements of a tensor that is to be printed, by their index in row-major order of the tensor's dims. */
interface TextElements {
    /** {@return an element of a floating tensor; float32 widened} */
    double real(long index);

    /** {@return an element of an integral or bool tensor; true is 1} */
    long integer(long index);

    /** {@return these values, of a tensor with any dtype} */
    static TextElements of(double[] values) {
        return new TextElements() {
            @Override
            public double real(long index) {
                return values[(int) index];
            }

            @Override
            public long integer(long index) {
                return (long) values[(int) index];
            }
        };
    }

    /** {@return these values, of an integral tensor} */
    static TextElements of(long[] values) {
        return new TextElements() {
            @Override
            public double real(long index) {
                return values[(int) index];
            }

            @Override
            public long integer(long index) {
                return values[(int) index];
            }
        };
    }

    /** {@return the text of an element that is no floating number} */
    default String discrete(DType dtype, long index) {
        long value = integer(index);
        if (dtype.isBool()) {
            return value == 0 ? "False" : "True";
        }
        return Long.toString(value);
    }
}
