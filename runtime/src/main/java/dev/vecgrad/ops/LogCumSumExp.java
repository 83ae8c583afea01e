package dev.vecgrad.ops;

import dev.vecgrad.core.Dims;
import dev.vecgrad.core.MapFunction;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.SavedValue;
import dev.vecgrad.core.Value;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.MathFn;
import dev.vecgrad.ir.RowCall;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import java.util.List;

/*
 * With m[i] the greatest element so far, the sum of exp(x[j] - m[i]) over j <= i is a linear recurrence
 *     s[i] = exp(m[i-1] - m[i]) s[i-1] + exp(x[i] - m[i]),
 * whose exponents are never positive and which is at least 1: nothing overflows, nothing is lost. The exponentials and logarithms are
 * elementwise kernels in float64. The gradient has the same form: with y the result and g what comes in,
 *     t[i] = g[i] + exp(y[i] - y[i+1]) t[i+1],   dx[i] = exp(x[i] - y[i]) t[i].
 */
/** The logarithm of cumulative sums of exponentials. */
final class LogCumSumExp {
    private static final DType WIDE = DType.FLOAT64;
    private static final MapFunction FLOAT_STEPS = steps(DType.FLOAT32);
    private static final MapFunction DOUBLE_STEPS = steps(WIDE);
    private static final MapFunction FLOAT_RESULT = result(DType.FLOAT32);
    private static final MapFunction DOUBLE_RESULT = result(WIDE);

    private LogCumSumExp() {}

    /**
     * {@return {@code log(exp(x[0]) + ... + exp(x[i]))} along a dim}
     *
     * @throws DTypeException if {@code x} is not floating point
     */
    static Value of(Value x, int dim) {
        int d = Dims.wrap("logcumsumexp", dim, x.rank());
        Floating.require("logcumsumexp", "logcumsumexp_out_cpu", x.dtype());
        Value out = forward(RowLayout.dense(x), d);
        return Recorder.record(
                "LogcumsumexpBackward0",
                new Value[] {x},
                out,
                call -> new Value[] {gradient(call.saved(0), call.saved(1), call.gradient(), d)},
                SavedValue.of(x),
                SavedValue.ofOutput(out));
    }

    private static Value forward(Value x, int d) {
        boolean narrow = x.dtype() == DType.FLOAT32;
        Value greatest = Value.empty(x.dtype(), x.shape(), x.device());
        Value places = Value.empty(DType.INT64, x.shape(), x.device());
        RowLayout.run(new RowCall.Extreme(true), d, x, greatest, places);
        Value before = Scans.previous(greatest, d, false, Double.NEGATIVE_INFINITY);
        Value[] steps = (narrow ? FLOAT_STEPS : DOUBLE_STEPS).apply(new Value[] {before, greatest, x}, new long[0]);
        Value sum = Scans.recurrence(steps[0], steps[1], d, false);
        return (narrow ? FLOAT_RESULT : DOUBLE_RESULT).applySingle(new Value[] {greatest, sum});
    }

    private static MapFunction steps(DType dtype) {
        Expr before = Expr.input(0, dtype).cast(WIDE);
        Expr greatest = Expr.input(1, dtype).cast(WIDE);
        Expr x = Expr.input(2, dtype).cast(WIDE);
        List<Expr> steps = List.of(expOfDifference(before, greatest), expOfDifference(x, greatest));
        return new MapFunction("", List.of(dtype, dtype, dtype), List.of(), steps);
    }

    /** exp(a - b), 1 where both are the same infinity. */
    private static Expr expOfDifference(Expr a, Expr b) {
        return a.eq(b).select(Expr.literal(WIDE, 1), Expr.apply(MathFn.EXP, List.of(a.sub(b))));
    }

    private static MapFunction result(DType dtype) {
        Expr greatest = Expr.input(0, dtype).cast(WIDE);
        Expr log = Expr.apply(MathFn.LOG, List.of(Expr.input(1, WIDE)));
        return new MapFunction(
                "", List.of(dtype, WIDE), List.of(), List.of(greatest.add(log).cast(dtype)));
    }

    private static Value gradient(Value x, Value y, Value g, int d) {
        Var later = new Var(Scans.previous(y, d, true, Double.POSITIVE_INFINITY));
        Value factor = ratio(new Var(y), later).value();
        Value sum = Scans.recurrence(factor, g, d, true);
        return ratio(new Var(x), new Var(y)).mul(new Var(sum)).value();
    }

    /** exp(a - b), 1 where both are the same infinity. */
    private static Var ratio(Var a, Var b) {
        Var same = a.eq(b).logicalAnd(a.isinf());
        Var difference = a.where(same.logicalNot(), 0.0).sub(b.where(same.logicalNot(), 0.0));
        return difference.exp();
    }
}
