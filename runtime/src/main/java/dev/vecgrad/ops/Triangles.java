package dev.vecgrad.ops;

import dev.vecgrad.core.Bits;
import dev.vecgrad.core.MapFunction;
import dev.vecgrad.core.Transfer;
import dev.vecgrad.core.Value;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.DType;
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
        Value rows = Transfer.to(Creation.arange(0, x.shape().size(x.rank() - 2), 1), x.device());
        Value columns = Transfer.to(Creation.arange(0, x.shape().size(x.rank() - 1), 1), x.device());
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
        requireSizes("tril_indices", rows, columns);
        long d = Math.clamp(diagonal, -rows, columns);
        long first = columns == 0 ? rows : Math.max(0, -d);
        Var row = rows(first, rows);
        Var count = row.add(d + 1).clamp(0, columns);
        return places(row, count, count.mul(0));
    }

    /** {@return the places of the upper triangle of a matrix from a diagonal on, as {@link #trilIndices}} */
    public static Value triuIndices(long rows, long columns, long diagonal) {
        requireSizes("triu_indices", rows, columns);
        long d = Math.clamp(diagonal, -rows, columns);
        Var row = rows(0, Math.clamp(columns - d, 0, rows));
        Var first = row.add(d).clamp(0, columns);
        return places(row, first.rsub(columns), first);
    }

    private static void requireSizes(String op, long rows, long columns) {
        if (rows < 0 || columns < 0) {
            throw new ShapeException(op + ": row and col must be non-negative, got " + rows + " and " + columns);
        }
        if (Math.max(rows, columns) > FAR) {
            throw new ShapeException(op + ": row and col can be 2^40 at most, got " + rows + " and " + columns);
        }
    }

    private static Var rows(long from, long to) {
        return new Var(Creation.arange(from, Math.max(from, to), 1));
    }

    /** The places of rows of which each has {@code count} in a row from column {@code first} on. */
    private static Value places(Var row, Var count, Var first) {
        Value which = Repeating.indices(count.value());
        Var start = count.cumsum(0).sub(count).sub(first);
        Var column = rows(0, which.numel()).sub(new Var(IndexedSlices.select(start.value(), 0, which)));
        return Joining.stack(List.of(IndexedSlices.select(row.value(), 0, which), column.value()), 0);
    }
}
