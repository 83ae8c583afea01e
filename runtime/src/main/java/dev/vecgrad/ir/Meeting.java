package dev.vecgrad.ir;

import dev.vecgrad.type.DType;

/** What becomes of an element that is there and one that is written to its place. For bools, numbers being 0 and 1, adding is "or" and multiplying is "and". */
public enum Meeting {
    /** The new one replaces the old one. */
    SET,
    /** The sum. */
    ADD,
    /** The product. */
    MUL,
    /** The new one if the old one is less or the new one is NaN. */
    MAX,
    /** The new one if it is less than the old one or NaN. */
    MIN;

    /** {@return the element that stays, as bits of the interpreter} */
    long of(DType dtype, long old, long fresh) {
        return switch (this) {
            case SET -> fresh;
            case ADD -> dtype.isBool() ? old | fresh : number(Prim.ADD, dtype, old, fresh);
            case MUL -> dtype.isBool() ? old & fresh : number(Prim.MUL, dtype, old, fresh);
            case MAX -> isLess(dtype, old, fresh) || isNan(dtype, fresh) ? fresh : old;
            case MIN -> isLess(dtype, fresh, old) || isNan(dtype, fresh) ? fresh : old;
        };
    }

    private static long number(Prim prim, DType dtype, long a, long b) {
        return Scalars.apply(prim, dtype, dtype, a, b, 0);
    }

    private static boolean isLess(DType dtype, long a, long b) {
        return Scalars.apply(Prim.LT, dtype, DType.BOOL, a, b, 0) != 0;
    }

    private static boolean isNan(DType dtype, long a) {
        return dtype.isFloatingPoint() && Double.isNaN(Double.longBitsToDouble(a));
    }
}
