package dev.vecgrad.core;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.Shape;
import java.util.List;
import java.util.function.Function;

/** The few elementwise functions that the core itself needs. */
public final class Arithmetic {
    private static final PerDType COPY = new PerDType(
            dtype -> new MapFunction("CloneBackward0", List.of(dtype), List.of(), List.of(Expr.input(0, dtype))));
    private static final PerDType FILL = new PerDType(
            dtype -> new MapFunction("FillBackward0", List.of(), List.of(dtype), List.of(Expr.param(0, dtype))));
    private static final PerDType ADD = new PerDType(dtype -> new MapFunction(
            "AddBackward0",
            List.of(dtype, dtype),
            List.of(),
            List.of(Expr.input(0, dtype).add(Expr.input(1, dtype)))));

    private static final Casts CASTS = new Casts();

    private Arithmetic() {}

    /** {@return a + b, of one dtype; recorded} */
    public static Value add(Value a, Value b) {
        return ADD.of(a.dtype()).applySingle(new Value[] {a, b});
    }

    /** Adds {@code b} to {@code a} in place; counted, not recorded. */
    static void accumulate(Value a, Value b) {
        ADD.of(a.dtype()).write(new Value[] {a, b}, a);
        a.storage().bumpVersion();
    }

    /** {@return a copy in memory of its own, dense and in the same order of dims; recorded} */
    public static Value clone(Value a) {
        return COPY.of(a.dtype()).applySingle(new Value[] {a});
    }

    /** {@return {@code a} in another dtype; itself if it has it already; recorded} */
    public static Value cast(Value a, DType dtype) {
        return a.dtype() == dtype ? a : CASTS.get(a.dtype(), dtype).applySingle(new Value[] {a});
    }

    /** {@return {@code a} itself if it is row-major, else a row-major copy; recorded} */
    public static Value contiguous(Value a) {
        if (a.isContiguous()) {
            return a;
        }
        return contiguousCopy(a);
    }

    /** {@return a row-major copy; recorded} */
    public static Value contiguousCopy(Value a) {
        Value copy = Value.empty(a.dtype(), a.shape(), a.device());
        MapFunction function = COPY.of(a.dtype());
        function.write(new Value[] {a}, copy);
        function.recordIfNeeded(new Value[] {a}, new long[0], copy);
        return copy;
    }

    /**
     * Writes {@code source}, which broadcasts to {@code target}'s shape, over it; of one dtype, from any device; neither recorded nor counted.
     */
    public static void copyInto(Value target, Value source) {
        Value near = Transfer.moved(source, target.device());
        COPY.of(source.dtype()).write(Overlaps.copied(new Value[] {near}, target), target);
    }

    /** Sets every element of {@code target}; neither recorded nor counted. */
    public static void fillInto(Value target, long bits) {
        FILL.of(target.dtype()).write(new Value[0], target, bits);
    }

    /** {@return a new value with every element {@code number}} */
    public static Value full(Shape shape, DType dtype, double number, Device device) {
        Value value = Value.empty(dtype, shape, device);
        FILL.of(dtype).write(new Value[0], value, Bits.of(dtype, number));
        return value;
    }

    /** {@return a scalar on the default device that holds a cell's number, the present one whenever a function that was taken down is called} */
    public static Value number(Cell cell, DType dtype) {
        Value value = Value.empty(dtype, Shape.SCALAR, Device.getDefault());
        FILL.of(dtype).write(value, () -> new long[] {Bits.of(dtype, cell.get())});
        return value;
    }

    /** {@return ones of the shape and dtype of {@code a}} */
    public static Value onesLike(Value a) {
        return full(a.shape(), a.dtype(), 1, a.device());
    }

    /** {@return zeros of the shape and dtype of {@code a}} */
    public static Value zerosLike(Value a) {
        return full(a.shape(), a.dtype(), 0, a.device());
    }

    /** One function for each dtype, made when it is first asked for. */
    private static final class PerDType {
        private final MapFunction[] made = new MapFunction[DType.values().length];
        private final Function<DType, MapFunction> maker;

        PerDType(Function<DType, MapFunction> maker) {
            this.maker = maker;
        }

        synchronized MapFunction of(DType dtype) {
            MapFunction known = made[dtype.ordinal()];
            if (known == null) {
                known = maker.apply(dtype);
                made[dtype.ordinal()] = known;
            }
            return known;
        }
    }

    /** One function for each pair of dtypes. */
    private static final class Casts {
        private final MapFunction[][] made = new MapFunction[DType.values().length][DType.values().length];

        synchronized MapFunction get(DType from, DType to) {
            MapFunction known = made[from.ordinal()][to.ordinal()];
            if (known == null) {
                Expr value = Expr.input(0, from).cast(to);
                known = new MapFunction("ToCopyBackward0", List.of(from), List.of(), List.of(value));
                made[from.ordinal()][to.ordinal()] = known;
            }
            return known;
        }
    }
}
