package dev.vecgrad.ir;

import dev.vecgrad.type.DType;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What is gathered over the reduced dims.
 *
 * <p>The order in which values meet is part of the meaning, the same for every tier, vector width and thread count; it
 * depends on the logical dims alone.
 *
 * <ul>
 *   <li><b>{@link Space#INNER}.</b> The elements of a row are numbered r = 0, 1, ... in row-major order of the reduced
 *       dims. Block b holds the numbers [4096 b, 4096 (b + 1)). Within a block there are L lanes, 16, or 8 when the
 *       accumulator's dtype is 8 bytes wide; each starts at the identity, and lane r mod L takes element r, in increasing
 *       order: {@code lane = merge(lane, value)}. Then the lanes meet in a tree: for w = L/2, L/4, ..., 1:
 *       {@code lane[l] = merge(lane[l], lane[l + w])} for l < w. Lane 0 is the block's total.
 *   <li><b>{@link Space#OUTER}.</b> Every kept element has one accumulator; blocks are of 256 reduced elements, each
 *       starting at the identity and taking its elements in row-major order.
 *   <li><b>Totals of blocks</b> meet in increasing order, starting with the first one. For {@link Sum} and {@link Prod} of
 *       floating dtypes they are added (multiplied) as doubles and rounded to the dtype once; everything else merges in
 *       its own dtype. No element at all gives the identity.
 * </ul>
 */
public sealed interface Accumulator {
    /** Elements of a block in {@link Space#INNER}. */
    int INNER_BLOCK = 4096;

    /** Elements of a block in {@link Space#OUTER}. */
    int OUTER_BLOCK = 256;

    /** {@return the number of lanes in {@link Space#INNER} for accumulators of {@code dtype}} */
    static int lanes(DType dtype) {
        return dtype.itemSize() == 8 ? 8 : 16;
    }

    /** {@return the expressions of the element's contribution} */
    List<Expr> values();

    /** {@return the dtype of the first value, which decides the number of lanes} */
    default DType dtype() {
        return values().getFirst().dtype();
    }

    /** {@return the same gathering of other values: what {@code map} makes of each} */
    default Accumulator mapValues(UnaryOperator<Expr> map) {
        return switch (this) {
            case Sum a -> new Sum(map.apply(a.value));
            case Prod a -> new Prod(map.apply(a.value));
            case Max a -> new Max(map.apply(a.value));
            case Min a -> new Min(map.apply(a.value));
            case Combine a -> new Combine(a.values.stream().map(map).toList(), a.identity, a.merge);
        };
    }

    /** The sum; identity +0, merge {@code a + b}. Of numbers, not of bool. */
    record Sum(Expr value) implements Accumulator {
        @Override
        public List<Expr> values() {
            return List.of(value);
        }
    }

    /** The product; identity 1, merge {@code a * b}. Of numbers, not of bool. */
    record Prod(Expr value) implements Accumulator {
        @Override
        public List<Expr> values() {
            return List.of(value);
        }
    }

    /**
     * The greatest value; NaN if there is one. Identity: the lowest value of the dtype (-infinity); merge
     * {@code a > b || a != a ? a : b}. Of numbers, not of bool.
     */
    record Max(Expr value) implements Accumulator {
        @Override
        public List<Expr> values() {
            return List.of(value);
        }
    }

    /**
     * The least value; NaN if there is one. Identity: the highest value of the dtype (+infinity); merge
     * {@code a < b || a != a ? a : b}. Of numbers, not of bool.
     */
    record Min(Expr value) implements Accumulator {
        @Override
        public List<Expr> values() {
            return List.of(value);
        }
    }

    /**
     * Several values that meet together, such as a maximum with its index. All values have the same item size.
     *
     * @param values what the element brings, k expressions
     * @param identity k literals
     * @param merge k expressions over inputs 0..k-1 (the accumulated, left) and k..2k-1 (the coming, right)
     */
    record Combine(List<Expr> values, List<Expr> identity, List<Expr> merge) implements Accumulator {}
}
