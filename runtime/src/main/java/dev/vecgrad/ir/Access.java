package dev.vecgrad.ir;

/**
 * How an operand moves along a kernel's inner loop.
 *
 * <p>The inner loop runs over the last kept dim ({@link Space#MAP}, {@link Space#OUTER}) or over all reduced dims taken
 * as one ({@link Space#INNER}).
 */
public enum Access {
    /** From one element to the next in memory. */
    UNIT,
    /** It stays: one element serves the whole inner loop. */
    ZERO,
    /** Any other stride, or several reduced dims that do not collapse into one. */
    STRIDED;

    /** {@return how an operand with this stride moves} */
    public static Access of(long stride) {
        return stride == 1 ? UNIT : stride == 0 ? ZERO : STRIDED;
    }

    /** {@return how an operand moves along all dims of a row taken as one} */
    public static Access ofRow(long[] strides) {
        if (strides.length == 1) {
            return of(strides[0]);
        }
        for (long stride : strides) {
            if (stride != 0) {
                return STRIDED;
            }
        }
        return ZERO;
    }
}
