package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Broadcast;
import dev.vecgrad.core.Value;
import dev.vecgrad.exec.Launcher;
import dev.vecgrad.ir.MatrixProduct;
import dev.vecgrad.ir.MatrixProduct.Matrix;
import dev.vecgrad.type.Shape;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * From values to the matrix library: a transpose becomes a flag, one stride that is not 1 a leading dimension, leading dims that
 * move by two strides groups; anything else a packed copy. Nothing here is recorded.
 */
final class Gemms {
    private Gemms() {}

    /** {@return the products of the matrices in the last two dims; leading dims broadcast} */
    static Value multiply(Value a, Value b) {
        Shape batch = Shape.broadcast("matmul", leading(a), leading(b));
        Value out = Value.empty(a.dtype(), append(batch, rows(a), columns(b)), a.device());
        return multiplyInto(batched(a, batch), batched(b, batch), 1, 0, out);
    }

    /** Writes {@code beta out + alpha a b} over {@code out}, whose rows are dense and whose batch moves by one stride; {@return out}. */
    static Value multiplyInto(Value a, Value b, double alpha, double beta, Value out) {
        if (out.numel() == 0) {
            return out;
        }
        if (columns(a) == 0) {
            return ofNothing(beta, out);
        }
        int outer = outerDims(a, b);
        Value left = packed(a, outer);
        Value right = packed(b, outer);
        MatrixProduct product = new MatrixProduct(
                a.dtype(),
                count(out, 0, outer),
                count(out, outer, out.rank() - 2),
                rows(a),
                columns(b),
                columns(a),
                alpha,
                matrix(left, outer, !isRowMajor(left)),
                matrix(right, outer, !isRowMajor(right)),
                beta,
                matrix(out, outer, false));
        Launcher.multiply(product, left.storage(), right.storage(), out.storage());
        return out;
    }

    /** A product over no elements is zero. */
    private static Value ofNothing(double beta, Value out) {
        if (beta == 0) {
            Arithmetic.fillInto(out, 0);
        }
        return out;
    }

    private static Value batched(Value x, Shape batch) {
        Shape shape = append(batch, rows(x), columns(x));
        return Broadcast.expand(x, shape);
    }

    /** {@return the dims before the last two} */
    static Shape leading(Value x) {
        long[] sizes = x.shape().toArray();
        return Shape.of(Arrays.copyOf(sizes, sizes.length - 2));
    }

    private static Shape append(Shape batch, long rows, long columns) {
        long[] sizes = Arrays.copyOf(batch.toArray(), batch.rank() + 2);
        sizes[batch.rank()] = rows;
        sizes[batch.rank() + 1] = columns;
        return Shape.of(sizes);
    }

    private static long rows(Value x) {
        return x.shape().size(x.rank() - 2);
    }

    private static long columns(Value x) {
        return x.shape().size(x.rank() - 1);
    }

    /** {@return how many of the leading dims count groups, so that the fewest factors need a copy; 0 if one stride does} */
    private static int outerDims(Value a, Value b) {
        int best = 0;
        int most = fitting(a, b, 0);
        for (int outer = 1; outer < a.rank() - 2 && most < 2; outer++) {
            int fitting = fitting(a, b, outer);
            best = fitting > most ? outer : best;
            most = Math.max(most, fitting);
        }
        return best;
    }

    private static int fitting(Value a, Value b, int outer) {
        return (fits(a, outer) ? 1 : 0) + (fits(b, outer) ? 1 : 0);
    }

    private static boolean fits(Value x, int outer) {
        return stride(x, 0, outer) != null
                && stride(x, outer, x.rank() - 2) != null
                && (isRowMajor(x) || isColumnMajor(x));
    }

    private static Value packed(Value x, int outer) {
        return fits(x, outer) ? x : Arithmetic.contiguous(x);
    }

    private static Matrix matrix(Value x, int outer, boolean transposed) {
        long stride = Objects.requireNonNull(stride(x, outer, x.rank() - 2));
        long groupStride = Objects.requireNonNull(stride(x, 0, outer));
        return new Matrix(x.offset(), leadingDim(x, transposed), transposed, stride, groupStride);
    }

    private static boolean isRowMajor(Value x) {
        return (stride(x, 1) == 1 || columns(x) == 1) && (rows(x) == 1 || stride(x, 2) >= Math.max(columns(x), 1));
    }

    private static boolean isColumnMajor(Value x) {
        return (stride(x, 2) == 1 || rows(x) == 1) && (columns(x) == 1 || stride(x, 1) >= Math.max(rows(x), 1));
    }

    private static long leadingDim(Value x, boolean transposed) {
        long stored = transposed ? rows(x) : columns(x);
        boolean single = (transposed ? columns(x) : rows(x)) == 1;
        return single ? Math.max(stored, 1) : stride(x, transposed ? 1 : 2);
    }

    private static long stride(Value x, int fromLast) {
        return x.strides()[x.rank() - fromLast];
    }

    private static long count(Value x, int from, int to) {
        long count = 1;
        for (int d = from; d < to; d++) {
            count *= x.shape().size(d);
        }
        return count;
    }

    /** {@return the one stride by which dims {@code from} to {@code to} move; null if there is none} */
    private static @Nullable Long stride(Value x, int from, int to) {
        long stride = 0;
        long reach = 1;
        for (int d = to - 1; d >= from; d--) {
            long size = x.shape().size(d);
            if (size == 1) {
                continue;
            }
            if (reach > 1 && x.strides()[d] != stride * reach) {
                return null;
            }
            stride = reach > 1 ? stride : x.strides()[d];
            reach *= size;
        }
        return stride;
    }
}
