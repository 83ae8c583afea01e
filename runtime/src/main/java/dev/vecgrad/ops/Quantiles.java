package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Dims;
import dev.vecgrad.core.HostArrays;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.ShapeException;
import dev.vecgrad.type.VecgradException;
import java.util.Arrays;

/** Quantiles: the elements at fractions of the order along a dim, interpolated between neighbours. */
public final class Quantiles {
    /** The float32 numbers up to which all whole numbers are exact. */
    private static final long MOST_FLOAT_PLACES = 1 << 24;

    /** What is taken where a quantile lies between two elements. */
    public enum Interpolation {
        /** The point between them. */
        LINEAR,
        /** The lesser one. */
        LOWER,
        /** The greater one. */
        HIGHER,
        /** The nearer one, of equally near ones the one at an even place. */
        NEAREST,
        /** The middle between them. */
        MIDPOINT
    }

    private Quantiles() {}

    /**
     * {@return for each number of {@code q} that quantile along a dim, in a new first dim; without that if {@code q} is a scalar} A row that holds
     * a NaN has NaN for its quantiles, unless {@code skipNan}. Gradients go to the elements between which a quantile lies, and to q.
     *
     * @param dim the dim; all elements are taken if {@code flat}
     * @throws DTypeException unless {@code x} is floating point and {@code q} of the same dtype
     * @throws VecgradException if a {@code q} is not in [0, 1]
     */
    public static Value quantile(
            Value x, Value q, int dim, boolean flat, boolean keepdim, boolean skipNan, Interpolation interpolation) {
        String op = skipNan ? "nanquantile" : "quantile";
        check(op, x, q);
        int d = Dims.wrap(op, dim, x.rank());
        Value rows = flat || x.rank() == 0 ? Movement.reshape(x, -1) : Movement.transpose(x, d, x.rank() - 1);
        Var sorted = new Var(Sorting.sort(rows, -1, false).values());
        Var ranks = ranks(sorted, new Var(Movement.reshape(q, -1)), skipNan);
        Var found = between(sorted, ranks, interpolation);
        return shaped(found.value(), x, q.rank() == 0, d, flat, keepdim);
    }

    private static void check(String op, Value x, Value q) {
        if (x.numel() == 0) {
            throw new ShapeException(op + ": " + op + "() input tensor must be non-empty: the shape is " + x.shape());
        }
        if (q.rank() > 1) {
            throw new ShapeException(op + ": " + op + "() q must be a scalar or 1D tensor: its shape is " + q.shape());
        }
        if (!x.dtype().isFloatingPoint()) {
            throw new DTypeException(op + ": " + op + "() input tensor must be either float or double dtype: not "
                    + x.dtype() + ": convert it with to(FLOAT32)");
        }
        if (q.dtype() != x.dtype()) {
            throw new DTypeException(op + ": " + op + "() q tensor must be same dtype as the input tensor: they are "
                    + q.dtype() + " and " + x.dtype());
        }
        for (double number : HostArrays.doubles(Arithmetic.cast(q.detach(), DType.FLOAT64))) {
            if (!(number >= 0 && number <= 1)) {
                throw new VecgradException(
                        op + ": " + op + "() q values must be in the range [0, 1]: one is " + number);
            }
        }
    }

    /** {@return for each row and q a place in the order, perhaps between two} */
    private static Var ranks(Var sorted, Var q, boolean skipNan) {
        int last = sorted.value().rank() - 1;
        long n = sorted.value().shape().size(last);
        DType dtype = n > MOST_FLOAT_PLACES ? DType.FLOAT64 : q.value().dtype();
        Var wide = cast(q, dtype);
        if (skipNan) {
            Var numbers = sorted.isnan().logicalNot().sum(last, true).sub(1);
            return wide.mul(cast(numbers, dtype)).clampMin(0);
        }
        Var nan = sorted.isnan().any(last).unsqueeze(last);
        Var ranks = wide.mul((double) (n - 1));
        return ranks.maskedFill(nan, (double) (n - 1));
    }

    private static Var between(Var sorted, Var ranks, Interpolation interpolation) {
        return switch (interpolation) {
            case LOWER -> at(sorted, ranks.floor());
            case HIGHER -> at(sorted, ranks.ceil());
            case NEAREST -> at(sorted, ranks.round());
            case LINEAR -> {
                Var weight = cast(ranks.sub(ranks.floor()), sorted.value().dtype());
                yield at(sorted, ranks.floor()).lerp(at(sorted, ranks.ceil()), weight);
            }
            case MIDPOINT -> at(sorted, ranks.floor()).lerp(at(sorted, ranks.ceil()), 0.5);
        };
    }

    private static Var at(Var sorted, Var places) {
        return sorted.gather(-1, cast(places, DType.INT64));
    }

    private static Var cast(Var x, DType dtype) {
        return new Var(Arithmetic.cast(x.value(), dtype));
    }

    /** From (rows..., q) to (q, dims...). */
    private static Value shaped(Value found, Value x, boolean scalar, int d, boolean flat, boolean keepdim) {
        int last = found.rank() - 1;
        Value first = Movement.unsqueeze(found, 0);
        Value moved = Movement.transpose(first, 0, last + 1);
        Value kept = flat || x.rank() == 0 ? flatShape(moved, x, keepdim) : dimShape(moved, d, keepdim);
        return scalar ? Movement.select(kept, 0, 0) : kept;
    }

    private static Value flatShape(Value moved, Value x, boolean keepdim) {
        long[] sizes = new long[keepdim ? x.rank() + 1 : 1];
        Arrays.fill(sizes, 1);
        sizes[0] = moved.shape().size(0);
        return Movement.reshape(moved, sizes);
    }

    private static Value dimShape(Value moved, int d, boolean keepdim) {
        Value placed = Movement.transpose(moved, d + 1, moved.rank() - 1);
        return keepdim ? placed : Movement.squeeze(placed, d + 1);
    }
}
