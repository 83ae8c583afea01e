package dev.vecgrad.exec;

import java.util.function.IntFunction;

/** A test of values that an op cannot do without, such as whether all labels are classes. */
@FunctionalInterface
public interface Check {
    /**
     * Throws if the values are not right.
     *
     * @param read gives the elements of an operand, int64 or int32, in row-major order
     */
    void test(IntFunction<long[]> read);
}
