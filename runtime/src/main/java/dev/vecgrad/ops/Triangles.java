package dev.vecgrad.ops;

import dev.vecgrad.core.Bits;
import dev.vecgrad.core.HostArrays;
import dev.vecgrad.core.MapFunction;
import dev.vecgrad.core.Value;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/*
 * One map: an element stays if its column lies within a bound of its row. Rows and columns are a column and a row of numbers that
 * broadcast.
 */
/** Triangles of the matrices in the last two dims; diagonal 0 is the main one, positive ones are above it. */
public final class Triangles {
    /** Beyond this distance all diagonals are alike; row and column numbers are below it. */
    private static final long FAR = 1L << 40;

    private static final Map<DType, MapFunction> LOWER = new ConcurrentHashMap<>();
    private static final Map<DType, MapFunction> UPPER = new ConcurrentHashMap<>();

    private Triangles() {}

    /** {@return x with zeros above a diagonal} */
    public static Value tril(Value x, long diagonal) {
        return lower(x).applySingle(operands("tril", x), bound(diagonal));
    }

    /** {@return x with zeros below a diagonal} */
    public static Value triu(Value x, long diagonal) {
        return upper(x).applySingle(operands("triu", x), bound(diagonal));
    }

    /** Writes zeros above a diagonal; recorded. */
    public static void trilInPlace(Value x, long diagonal) {
        lower(x).applyInPlace("tril", x, operands("tril", x), bound(diagonal));
    }

    /** Writes zeros below a diagonal; recorded. */
    public static void triuInPlace(Value x, long diagonal) {
        upper(x).applyInPlace("triu", x, operands("triu", x), bound(diagonal));
    }

    private static long bound(long diagonal) {
        return Bits.of(DType.INT64, Math.clamp(diagonal, -FAR, FAR));
    }

    private static Value[] operands(String op, Value x) {
        if (x.rank() < 2) {
            throw new ShapeException(op + ": input tensor must have at least 2 dimensions: its shape is " + x.shape());
        }
        Value rows = Creation.arange(0, x.shape().size(x.rank() - 2), 1);
        Value columns = Creation.arange(0, x.shape().size(x.rank() - 1), 1);
        return new Value[] {x, Movement.unsqueeze(rows, 1), columns};
    }

    private static MapFunction lower(Value x) {
        return LOWER.computeIfAbsent(
                x.dtype(), dtype -> function("Tril", dtype, distance().le(last())));
    }

    private static MapFunction upper(Value x) {
        return UPPER.computeIfAbsent(x.dtype(), dtype -> function("Triu", dtype, last().le(distance())));
    }

    private static Expr distance() {
        return Expr.input(2, DType.INT64).sub(Expr.input(1, DType.INT64));
    }

    private static Expr last() {
        return Expr.param(0, DType.INT64);
    }

    private static MapFunction function(String name, DType dtype, Expr stays) {
        Expr x = Expr.input(0, dtype);
        return new MapFunction(
                name.toLowerCase(Locale.ROOT),
                name + "Backward0",
                List.of(dtype, DType.INT64, DType.INT64),
                List.of(DType.INT64),
                List.of(stays.select(x, x.like(0))));
    }

    /** {@return the places of the lower triangle of a matrix up to a diagonal, row by row: a row of row numbers above one of column numbers, int64} */
    public static Value trilIndices(long rows, long columns, long diagonal) {
        return indices("tril_indices", rows, columns, row -> 0, row -> Math.clamp(row + diagonal + 1, 0, columns));
    }

    /** {@return the places of the upper triangle of a matrix from a diagonal on, as {@link #trilIndices}} */
    public static Value triuIndices(long rows, long columns, long diagonal) {
        return indices("triu_indices", rows, columns, row -> Math.clamp(row + diagonal, 0, columns), row -> columns);
    }

    private interface Bound {
        long of(long row);
    }

    private static Value indices(String op, long rows, long columns, Bound from, Bound to) {
        if (rows < 0 || columns < 0) {
            throw new ShapeException(op + ": row and col must be non-negative, got " + rows + " and " + columns);
        }
        long count = 0;
        for (long row = 0; row < rows; row++) {
            count += to.of(row) - from.of(row);
        }
        int n = Math.toIntExact(count);
        long[] places = new long[Math.multiplyExact(2, n)];
        int at = 0;
        for (long row = 0; row < rows; row++) {
            for (long column = from.of(row); column < to.of(row); column++) {
                places[at] = row;
                places[n + at++] = column;
            }
        }
        return HostArrays.of(places, Shape.of(2, n));
    }
}
