package dev.vecgrad.core;

import java.util.Arrays;

/** Operands that share memory with what is written. */
final class Overlaps {
    private Overlaps() {}

    /** {@return the inputs, with a copy of each that shares {@code target}'s storage but not its exact elements} */
    static Value[] copied(Value[] in, Value target) {
        Value[] safe = in;
        for (int i = 0; i < in.length; i++) {
            if (in[i].storage() == target.storage() && !same(in[i], target)) {
                safe = safe == in ? in.clone() : safe;
                safe[i] = Arithmetic.clone(in[i]);
            }
        }
        return safe;
    }

    private static boolean same(Value a, Value b) {
        return a.offset() == b.offset() && a.shape().equals(b.shape()) && Arrays.equals(a.strides(), b.strides());
    }
}
