package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Bits;
import dev.vecgrad.core.Broadcast;
import dev.vecgrad.core.Dims;
import dev.vecgrad.core.Node;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.ReduceFunction;
import dev.vecgrad.core.Value;
import dev.vecgrad.graph.Arguments;
import dev.vecgrad.graph.Definition;
import dev.vecgrad.graph.LibraryFunction;
import dev.vecgrad.graph.LibraryFunction.Order;
import dev.vecgrad.graph.Term;
import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.Shape;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Sums, means and products over dims. */
public final class Reductions {
    private static final Map<DType, ReduceFunction> SUMS = new ConcurrentHashMap<>();
    private static final Map<DType, ReduceFunction> MEANS = new ConcurrentHashMap<>();

    private static final LibraryFunction PROD_OF_ALL = product("ProdBackward0");
    private static final LibraryFunction PROD = product("ProdBackward1");
    private static final LibraryFunction NANSUM =
            new LibraryFunction("NansumBackward0", Order.LOGICAL, Reductions::nansum);
    private static final LibraryFunction NANMEAN =
            new LibraryFunction("DivBackward0", Order.LOGICAL, Reductions::nanmean);

    private Reductions() {}

    /** {@return the sum over dims, over all if none is named; integers and bools sum as int64} */
    public static Value sum(Value x, boolean keepdim, int... dims) {
        boolean[] mask = Dims.mask("sum", x.shape(), dims);
        Value out = SUMS.computeIfAbsent(x.dtype(), Reductions::sumFunction).run(x, mask, keepdim)[0];
        record(dims.length == 0 ? "SumBackward0" : "SumBackward1", x, mask, out, 1);
        return out;
    }

    private static ReduceFunction sumFunction(DType dtype) {
        DType sum = dtype.isFloatingPoint() ? dtype : DType.INT64;
        Accumulator accumulator = new Accumulator.Sum(Expr.input(0, dtype).cast(sum));
        return new ReduceFunction(dtype, List.of(), List.of(accumulator), List.of(Expr.acc(0, 0, sum)));
    }

    /** {@return the mean over dims, over all if none is named} */
    public static Value mean(Value x, boolean keepdim, int... dims) {
        requireFloating(x);
        boolean[] mask = Dims.mask("mean", x.shape(), dims);
        double count = count(x.shape(), mask);
        Value out = MEANS.computeIfAbsent(x.dtype(), Reductions::meanFunction)
                .run(x, mask, keepdim, Bits.of(x.dtype(), count))[0];
        record(dims.length == 0 ? "MeanBackward0" : "MeanBackward1", x, mask, out, count);
        return out;
    }

    private static ReduceFunction meanFunction(DType dtype) {
        Expr mean = Expr.acc(0, 0, dtype).div(Expr.param(0, dtype));
        return new ReduceFunction(
                dtype, List.of(dtype), List.of(new Accumulator.Sum(Expr.input(0, dtype))), List.of(mean));
    }

    /**
     * {@return the product over dims, over all if none is named; integers and bools multiply as int64} Gradient: the product of the other
     * factors, also where some are zero.
     */
    public static Value prod(Value x, boolean keepdim, int... dims) {
        LibraryFunction function = dims.length == 0 ? PROD_OF_ALL : PROD;
        return function.applySingle(Arguments.rows(x, Dims.mask("prod", x.shape(), dims)), keepdim);
    }

    /**
     * {@return the sum over dims of the elements that are not NaN, over all if none is named; integers and bools sum as int64} Gradient: 0 at
     * NaNs.
     */
    public static Value nansum(Value x, boolean keepdim, int... dims) {
        return x.dtype().isFloatingPoint()
                ? NANSUM.applySingle(Arguments.rows(x, Dims.mask("nansum", x.shape(), dims)), keepdim)
                : sum(x, keepdim, dims);
    }

    /**
     * {@return the mean over dims of the elements that are not NaN, over all if none is named; NaN where all are}
     *
     * @throws DTypeException if {@code x} is not floating point
     */
    public static Value nanmean(Value x, boolean keepdim, int... dims) {
        if (!x.dtype().isFloatingPoint()) {
            throw new DTypeException(
                    "nanmean: nanmean(): expected input to have floating point or complex dtype but got " + x.dtype()
                            + ": convert it with to(FLOAT32)");
        }
        return NANMEAN.applySingle(Arguments.rows(x, Dims.mask("nanmean", x.shape(), dims)), keepdim);
    }

    /** {@return how many elements over dims are not zero, of all if none is named; int64} */
    public static Value countNonzero(Value x, int... dims) {
        return sum(Arithmetic.cast(x.detach(), DType.BOOL), false, dims);
    }

    private static void nansum(Definition f) {
        f.result(numbers(f.input(0)).sum(f.dims(LibraryFunction.ROW)), f.dims(LibraryFunction.KEPT));
    }

    private static void nanmean(Definition f) {
        int row = f.dims(LibraryFunction.ROW);
        Term x = f.input(0);
        Term count = x.eq(x).cast(x.dtype()).sum(row);
        f.result(numbers(x).sum(row).div(count), f.dims(LibraryFunction.KEPT));
    }

    /** NaNs as 0. */
    private static Term numbers(Term x) {
        return x.eq(x).select(x, 0);
    }

    private static LibraryFunction product(String nodeName) {
        return new LibraryFunction(nodeName, Order.LOGICAL, f -> {
            Term x = f.input(0);
            Term factors = x.dtype().isFloatingPoint() ? x : x.cast(DType.INT64);
            f.result(factors.prod(f.dims(LibraryFunction.ROW)), f.dims(LibraryFunction.KEPT));
        });
    }

    private static void requireFloating(Value x) {
        if (!x.dtype().isFloatingPoint()) {
            throw new DTypeException("mean: mean(): could not infer output dtype. Input dtype must be either a floating"
                    + " point or complex dtype. Got: " + x.dtype() + ": convert it with to(FLOAT32)");
        }
    }

    private static double count(Shape shape, boolean[] mask) {
        double count = 1;
        for (long size : Dims.pick(shape.toArray(), mask, true)) {
            count *= size;
        }
        return count;
    }

    private static void record(String name, Value x, boolean[] mask, Value out, double divisor) {
        if (Recorder.isNeeded(x) && out.dtype().isFloatingPoint()) {
            Recorder.record(new SpreadNode(name, x.shape(), mask, divisor), new Value[] {x}, out);
        }
    }

    /** The gradient of a sum is the incoming one at every element, of a mean that divided by the count. */
    private static final class SpreadNode extends Node {
        private final Shape shape;
        private final boolean[] mask;
        private final double divisor;

        SpreadNode(String name, Shape shape, boolean[] mask, double divisor) {
            super(name);
            this.shape = shape;
            this.mask = mask;
            this.divisor = divisor;
        }

        @Override
        protected @Nullable Value[] backward(@Nullable Value[] gradOutputs) {
            Value gradient = gradOutputs[0];
            return new @Nullable Value[] {
                gradient == null ? null : spread(new Var(gradient)).value()
            };
        }

        private Var spread(Var gradient) {
            Var kept = gradient.reshape(Dims.without(shape, mask, true).toArray());
            Var scaled = divisor == 1 ? kept : kept.div(divisor);
            return new Var(Broadcast.expand(scaled.value(), shape));
        }
    }
}
