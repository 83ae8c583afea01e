package dev.vecgrad.exec;

import dev.vecgrad.memory.IntegerRange;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A test of values that an op cannot do without, such as whether all labels are classes. */
@FunctionalInterface
public interface Check {
    /**
     * Throws if the values are not right.
     *
     * @param read gives the elements of an operand, int64 or int32, in row-major order
     */
    void test(IntFunction<long[]> read);

    /**
     * {@return whether the values are right for sure, so that nobody need read them}
     *
     * @param known gives the range in which the elements of an operand's storage lie, null if nobody knows
     */
    default boolean passes(IntFunction<@Nullable IntegerRange> known) {
        return false;
    }
}
