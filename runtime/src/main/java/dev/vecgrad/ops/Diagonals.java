package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Dims;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;

/** Diagonals of matrices: read as views, and put into zeros. Offset 0 is the main diagonal, positive offsets lie above it. */
public final class Diagonals {
    private Diagonals() {}

    /** {@return a view of a diagonal of two dims, which it replaces as the last dim} Gradient: zeros with the incoming one on the diagonal. */
    public static Value diagonal(Value x, long offset, int dim1, int dim2) {
        int a = Dims.wrap("diagonal", dim1, x.rank());
        int b = Dims.wrap("diagonal", dim2, x.rank());
        if (a == b || x.rank() < 2) {
            throw new ShapeException("diagonal: diagonal dimensions cannot be identical " + dim1 + ", " + dim2
                    + ": the tensor has " + x.rank() + " dims");
        }
        return Parts.view("DiagonalBackward0", x, base -> shown(base, offset, a, b));
    }

    private static Value shown(Value base, long offset, int a, int b) {
        long down = Math.max(0, -offset);
        long right = Math.max(0, offset);
        long[] sizes = base.shape().toArray();
        long[] strides = base.strides();
        long length = Math.max(0, Math.min(sizes[a] - down, sizes[b] - right));
        long start = length == 0 ? base.offset() : base.offset() + down * strides[a] + right * strides[b];
        return base.restrided(
                Shape.of(without(sizes, a, b, length)), without(strides, a, b, strides[a] + strides[b]), start);
    }

    private static long[] without(long[] numbers, int a, int b, long last) {
        long[] fewer = new long[numbers.length - 1];
        int n = 0;
        for (int d = 0; d < numbers.length; d++) {
            if (d != a && d != b) {
                fewer[n++] = numbers[d];
            }
        }
        fewer[n] = last;
        return fewer;
    }

    /** {@return zeros in which the last dim of x is a diagonal of two dims, just as large as it takes} Gradient: the diagonal of the incoming one. */
    public static Value diagEmbed(Value x, long offset, int dim1, int dim2) {
        int a = Dims.wrap("diag_embed", dim1, x.rank() + 1);
        int b = Dims.wrap("diag_embed", dim2, x.rank() + 1);
        if (x.rank() == 0 || a == b) {
            throw new ShapeException("diag_embed: diagonal dimensions cannot be identical " + dim1 + ", " + dim2
                    + ", and the tensor needs a dim: its shape is " + x.shape());
        }
        Value whole = Arithmetic.full(embeddedShape(x, Math.abs(offset), a, b), x.dtype(), 0, x.device());
        Arithmetic.copyInto(shown(whole, offset, a, b), x);
        return Recorder.record("DiagEmbedBackward0", new Value[] {x}, whole, call ->
                new Value[] {diagonal(call.gradient(), offset, a, b)});
    }

    private static Shape embeddedShape(Value x, long offset, int a, int b) {
        long[] own = x.shape().toArray();
        long[] sizes = new long[own.length + 1];
        int n = 0;
        for (int d = 0; d < sizes.length; d++) {
            sizes[d] = d == a || d == b ? own[own.length - 1] + offset : own[n++];
        }
        return Shape.of(sizes);
    }

    /** {@return a copy of a matrix's diagonal; of a vector, the matrix that has it as diagonal} */
    public static Value diag(Value x, long diagonal) {
        return switch (x.rank()) {
            case 1 -> diagEmbed(x, diagonal, 0, 1);
            case 2 -> Arithmetic.contiguousCopy(diagonal(x, diagonal, 0, 1));
            default ->
                throw new ShapeException(
                        "diag: diag(): Supports 1D or 2D tensors. Got " + x.rank() + "D: shape " + x.shape());
        };
    }

    /** {@return the sum of a matrix's diagonal} Integers sum as int64. */
    public static Value trace(Value x) {
        if (x.rank() != 2) {
            throw new ShapeException(
                    "trace: expected a matrix, but got tensor with dim " + x.rank() + ": shape " + x.shape());
        }
        if (x.dtype().isBool()) {
            throw new DTypeException("trace: \"trace\" not implemented for 'bool': convert the matrix to numbers");
        }
        Shape shape = x.shape();
        Value sum = Reductions.sum(shown(x, 0, 0, 1), false);
        return Recorder.record("TraceBackward0", new Value[] {x}, sum, call -> new Value[] {
            Parts.embed(
                    "DiagonalBackward0",
                    spread(call.gradient(), shape),
                    Parts.Layout.rowByRow(shape),
                    base -> shown(base, 0, 0, 1))
        });
    }

    private static Value spread(Value gradient, Shape shape) {
        return Movement.expand(gradient, Math.min(shape.size(0), shape.size(1)));
    }
}
