package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Dims;
import dev.vecgrad.core.Value;
import dev.vecgrad.graph.Arguments;
import dev.vecgrad.graph.Definition;
import dev.vecgrad.graph.LibraryFunction;
import dev.vecgrad.graph.LibraryFunction.Order;
import dev.vecgrad.graph.Term;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import java.util.List;

/** Normalised exponentials. All subtract the row's maximum first, so that nothing overflows. */
public final class Softmax {
    static final LibraryFunction SOFTMAX = new LibraryFunction("SoftmaxBackward0", Order.BY_ROLE, Softmax::softmax);
    private static final LibraryFunction LOG_SOFTMAX =
            new LibraryFunction("LogSoftmaxBackward0", Order.BY_ROLE, Softmax::logSoftmax);
    private static final LibraryFunction LOGSUMEXP =
            new LibraryFunction("LogsumexpBackward0", Order.LOGICAL, Softmax::logsumexp);

    private Softmax() {}

    /**
     * {@return {@code exp(x) / sum(exp(x))} along a dim} Gradient: {@code y * (g - sum(g * y))}. One kernel of three passes over a row.
     *
     * @throws DTypeException if {@code x} is not floating point
     */
    public static Value softmax(Value x, int dim) {
        return alongRows("softmax", SOFTMAX, x, dim);
    }

    /**
     * {@return {@code x - log(sum(exp(x)))} along a dim} Gradient: {@code g - exp(y) * sum(g)}.
     *
     * @throws DTypeException if {@code x} is not floating point
     */
    public static Value logSoftmax(Value x, int dim) {
        return alongRows("log_softmax", LOG_SOFTMAX, x, dim);
    }

    /**
     * {@return {@code log(sum(exp(x)))} over dims, over all if none is named; -infinity over nothing; integers and bools count as float32} Gradient: {@code
     * g * exp(x - result)}.
     */
    public static Value logsumexp(Value x, boolean keepdim, int... dims) {
        Value floating = x.dtype().isFloatingPoint() ? x : Arithmetic.cast(x, DType.FLOAT32);
        return LOGSUMEXP.applySingle(Arguments.rows(floating, Dims.mask("logsumexp", x.shape(), dims)), keepdim);
    }

    private static Value alongRows(String op, LibraryFunction function, Value x, int dim) {
        Floating.require(op, x.dtype());
        return function.applySingle(Arguments.rows(x, Dims.mask(op, x.shape(), dim)), false);
    }

    private static void softmax(Definition f) {
        int row = f.dims(LibraryFunction.ROW);
        Term x = f.input(0);
        Term e = x.sub(x.amax(row)).exp();
        Term y = e.div(e.sum(row));
        f.result(
                y.declared(
                        List.of(x),
                        (_, r, g) -> Term.gradients(r.mul(g.sub(g.mul(r).sum(row))))),
                f.all());
    }

    private static void logSoftmax(Definition f) {
        int row = f.dims(LibraryFunction.ROW);
        Term x = f.input(0);
        Term shifted = x.sub(x.amax(row));
        Term y = shifted.sub(shifted.exp().sum(row).log());
        f.result(
                y.declared(List.of(x), (_, r, g) -> Term.gradients(g.sub(r.exp().mul(g.sum(row))))), f.all());
    }

    private static void logsumexp(Definition f) {
        int row = f.dims(LibraryFunction.ROW);
        Term x = f.input(0);
        Term greatest = x.amax(row);
        Term infinite = greatest.abs().eq(Double.POSITIVE_INFINITY);
        Term m = infinite.select(f.literal(x.dtype(), 0), greatest);
        Term result = x.sub(m).exp().sum(row).log().add(m);
        f.result(
                result.declared(
                        List.of(x),
                        (wrt, r, g) ->
                                Term.gradients(g.mul(wrt.getFirst().sub(r).exp()))),
                f.dims(LibraryFunction.KEPT));
    }
}
