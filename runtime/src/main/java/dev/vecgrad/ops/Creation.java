package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Bits;
import dev.vecgrad.core.MapFunction;
import dev.vecgrad.core.Value;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import dev.vecgrad.type.VecgradException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tensors made from a rule, on the default device. */
public final class Creation {
    private static final Map<DType, MapFunction> RAMPS = new ConcurrentHashMap<>();
    private static final Map<DType, MapFunction> STEPS = new ConcurrentHashMap<>();

    private Creation() {}

    /** {@return an int64 value with every element {@code number}} */
    public static Value full(Shape shape, long number) {
        Value value = Value.empty(DType.INT64, shape, Device.getDefault());
        Arithmetic.fillInto(value, number);
        return value;
    }

    /** {@return start, start + step, ... below end (above it for a negative step)} */
    public static Value arange(double start, double end, double step, DType dtype) {
        boolean finite = Double.isFinite(start) && Double.isFinite(end) && Double.isFinite(step);
        requireRange(step != 0 && finite, (end - start) / step >= 0, start, end, step);
        DType own = arithmetic(dtype);
        long size = (long) Math.ceil((end - start) / step);
        return make(
                "arange", RAMPS.computeIfAbsent(dtype, Creation::ramp), size, Bits.of(own, start), Bits.of(own, step));
    }

    /** {@return the int64 numbers start, start + step, ... below end (above it for a negative step)} */
    public static Value arange(long start, long end, long step) {
        boolean forward = step > 0 ? end >= start : end <= start;
        requireRange(step != 0, forward, start, end, step);
        long distance = end - start;
        if (distance < 0 != step < 0 && distance != 0) {
            throw new ShapeException(
                    "arange: invalid size, possible overflow?: " + start + " and " + end + " are 2^63 or more apart");
        }
        long size = distance / step + (distance % step == 0 ? 0 : 1);
        return make("arange", RAMPS.computeIfAbsent(DType.INT64, Creation::ramp), size, start, step);
    }

    private static void requireRange(boolean valid, boolean forward, Number start, Number end, Number step) {
        String call = "arange(" + start + ", " + end + ", " + step + ")";
        if (!valid) {
            throw new VecgradException("arange: step must be nonzero and the bounds finite: " + call);
        }
        if (!forward) {
            throw new VecgradException("arange: upper bound and lower bound inconsistent with step sign: " + call);
        }
    }

    private static MapFunction ramp(DType dtype) {
        DType own = arithmetic(dtype);
        Expr value = Expr.param(0, own).add(Expr.iota().cast(own).mul(Expr.param(1, own)));
        return new MapFunction("", List.of(), List.of(own, own), List.of(value.cast(dtype)));
    }

    /** Floats are computed as doubles, so that each is the nearest to its exact value. */
    private static DType arithmetic(DType dtype) {
        return switch (dtype) {
            case FLOAT32, FLOAT64 -> DType.FLOAT64;
            case INT32, INT64, BOOL -> DType.INT64;
        };
    }

    /** {@return {@code steps} numbers from start to end, both included, at equal distances} */
    public static Value linspace(double start, double end, long steps, DType dtype) {
        if (steps < 0) {
            throw new VecgradException("linspace: number of steps must be non-negative: " + steps);
        }
        double step = steps > 1 ? (end - start) / (steps - 1) : 0;
        DType own = DType.FLOAT64;
        MapFunction function = STEPS.computeIfAbsent(dtype, Creation::steps);
        return make(
                "linspace",
                function,
                steps,
                Bits.of(own, start),
                Bits.of(own, end),
                Bits.of(own, step),
                Bits.of(DType.INT32, steps / 2),
                Bits.of(DType.INT32, steps - 1));
    }

    /** From the nearer end, so that both ends are exact; in float64, integers too, which drop what is behind the point. */
    private static MapFunction steps(DType dtype) {
        DType own = DType.FLOAT64;
        Expr i = Expr.iota();
        Expr fromStart = Expr.param(0, own).add(i.cast(own).mul(Expr.param(2, own)));
        Expr fromEnd = Expr.param(1, own)
                .sub(Expr.param(4, DType.INT32).sub(i).cast(own).mul(Expr.param(2, own)));
        Expr value = i.lt(Expr.param(3, DType.INT32)).select(fromStart, fromEnd);
        List<DType> params = List.of(own, own, own, DType.INT32, DType.INT32);
        return new MapFunction("", List.of(), params, List.of(value.cast(dtype)));
    }

    private static Value make(String op, MapFunction function, long size, long... scalars) {
        if (size > Integer.MAX_VALUE) {
            throw new ShapeException(op + ": a range of " + size + " elements is longer than 2^31 - 1");
        }
        return function.apply(new Value[0], scalars, Shape.of(size))[0];
    }

    /** {@return a matrix with ones on the diagonal} */
    public static Value eye(long rows, long columns, DType dtype) {
        requireSize("n", rows);
        requireSize("m", columns);
        Value whole = Arithmetic.full(Shape.of(rows, columns), dtype, 0, Device.getDefault());
        long diagonal = Math.min(rows, columns);
        if (diagonal > 0) {
            Arithmetic.fillInto(whole.restrided(Shape.of(diagonal), new long[] {columns + 1}, 0), Bits.of(dtype, 1L));
        }
        return whole;
    }

    private static void requireSize(String name, long size) {
        if (size < 0) {
            throw new ShapeException("eye: " + name + " must be greater or equal to 0, got " + size);
        }
    }
}
