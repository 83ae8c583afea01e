package dev.vecgrad;

import dev.vecgrad.core.HostElements;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;

/** The elements of a tensor that is to be printed, by their index in row-major order of the tensor's dims. */
interface TextElements {
    /** {@return an element of a floating tensor; float32 widened} */
    double real(long index);

    /** {@return an element of an integral or bool tensor; true is 1} */
    long integer(long index);

    /** {@return the elements of a value, read when they are asked for} */
    static TextElements of(Value value) {
        return new TextElements() {
            @Override
            public double real(long index) {
                return HostElements.real(value, index);
            }

            @Override
            public long integer(long index) {
                return HostElements.integer(value, index);
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
