package dev.vecgrad.tests.cases;

import dev.vecgrad.type.DType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What an op's input is drawn from. Floating inputs take the dtype in which a case runs; integers and truths keep their own.
 *
 * @param kind the rule of its elements
 * @param low the least integer, for {@link Kind#INTEGERS}
 * @param high one above the greatest integer; for {@link Kind#DISTINCT_INDICES} the number of indices to choose from
 * @param dim the dim along which no index comes twice, for {@link Kind#DISTINCT_INDICES}
 * @param sizes the shape
 * @param constant whether no gradient is wanted for it
 * @param dtype its own dtype; null for that of the run
 */
public record Input(
        Kind kind,
        long low,
        long high,
        int dim,
        long[] sizes,
        boolean constant,
        @Nullable DType dtype) {
    /** Rules of elements. */
    public enum Kind {
        FLOATS,
        POSITIVES,
        UNITS,
        INTEGERS,
        DISTINCT_INDICES,
        BOOLS
    }

    /** {@return distinct numbers around 0, none within 0.01 of another, of another input's or of 0: extrema have no ties, kinks are far} */
    public static Input floats(long... sizes) {
        return number(Kind.FLOATS, sizes);
    }

    /** {@return distinct numbers above 0.01} */
    public static Input positives(long... sizes) {
        return number(Kind.POSITIVES, sizes);
    }

    /** {@return distinct numbers between 0 and 1} */
    public static Input units(long... sizes) {
        return number(Kind.UNITS, sizes);
    }

    /** {@return int64 indices from 0 to before {@code bound}; the bound grows with sizes equal to it} */
    public static Input indices(long bound, long... sizes) {
        return new Input(Kind.INTEGERS, 0, bound, 0, sizes, true, DType.INT64);
    }

    /** {@return int64 indices from 0 to before {@code bound}, none of which comes twice along {@code dim}} */
    public static Input distinctIndices(int dim, long bound, long... sizes) {
        return new Input(Kind.DISTINCT_INDICES, 0, bound, dim, sizes, true, DType.INT64);
    }

    /** {@return int64 numbers from -9 to 9} */
    public static Input ints(long... sizes) {
        return new Input(Kind.INTEGERS, -9, 10, 0, sizes, true, DType.INT64);
    }

    /** {@return truths} */
    public static Input bools(long... sizes) {
        return new Input(Kind.BOOLS, 0, 0, 0, sizes, true, DType.BOOL);
    }

    private static Input number(Kind kind, long... sizes) {
        return new Input(kind, 0, 0, 0, sizes, false, null);
    }

    /** {@return the same without gradients} */
    public Input asConstant() {
        return new Input(kind, low, high, dim, sizes, true, dtype);
    }

    /** {@return the same in a dtype of its own} */
    public Input as(DType own) {
        return new Input(kind, low, high, dim, sizes, constant, own);
    }

    /** {@return the same with other sizes; indices reach as far as {@code most}} */
    Input sized(long[] other, long most) {
        return new Input(kind, low, most, dim, other, constant, dtype);
    }

    /** {@return the number of elements} */
    public int numel() {
        return (int) Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    }

    /** {@return whether its elements count as indices below {@link #high}} */
    boolean isIndex() {
        return kind == Kind.DISTINCT_INDICES || kind == Kind.INTEGERS && low == 0;
    }

    /** {@return its dtype in a run in {@code run}} */
    public DType dtypeIn(DType run) {
        return dtype == null ? run : dtype;
    }

    @Override
    public String toString() {
        return kind + Arrays.toString(sizes);
    }
}
