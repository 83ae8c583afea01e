package dev.vecgrad.ops;

import dev.vecgrad.core.Cell;
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

/**
 * Variance and standard deviation over dims.
 *
 * <p>Computed in two passes, the mean and then the squared deviations from it, with the second pass correcting the rounding of the
 * mean: {@code (sum(d^2) - sum(d)^2 / n) / (n - correction)}. Chan, Golub, LeVeque 1983.
 */
public final class Statistics {
    private static final LibraryFunction VAR = new LibraryFunction("VarBackward0", Order.LOGICAL, Statistics::var);
    private static final LibraryFunction STD = new LibraryFunction("StdBackward0", Order.LOGICAL, Statistics::std);

    private static final LibraryFunction VAR_MEAN =
            new LibraryFunction("VarMeanBackward0", Order.LOGICAL, Statistics::varMean);
    private static final LibraryFunction STD_MEAN =
            new LibraryFunction("StdMeanBackward0", Order.LOGICAL, Statistics::stdMean);

    private Statistics() {}

    /**
     * {@return the variance over dims, over all if none is named} Gradient: {@code 2 g (x - mean) / (n - correction)}.
     *
     * @param correction what is taken from the number of elements to divide by: 1 for a sample, 0 for a whole population; without degrees of
     *     freedom left the result is NaN or infinite, as PyTorch's
     * @throws DTypeException if {@code x} is not floating point
     */
    public static Value var(Value x, double correction, boolean keepdim, int... dims) {
        return run("var", VAR, x, correction, keepdim, dims);
    }

    /**
     * {@return the square root of the variance} Gradient: {@code g (x - mean) / ((n - correction) result)}, 0 where the result is 0.
     *
     * @throws DTypeException if {@code x} is not floating point
     */
    public static Value std(Value x, double correction, boolean keepdim, int... dims) {
        return run("std", STD, x, correction, keepdim, dims);
    }

    /**
     * The spread of elements with their mean.
     *
     * @param spread the variance or standard deviation
     * @param mean the mean
     */
    public record WithMean(Value spread, Value mean) {}

    /** {@return the variance and the mean, computed together} */
    public static WithMean varMean(Value x, double correction, boolean keepdim, int... dims) {
        return runWithMean("var_mean", VAR_MEAN, x, correction, keepdim, dims);
    }

    /** {@return the standard deviation and the mean, computed together} */
    public static WithMean stdMean(Value x, double correction, boolean keepdim, int... dims) {
        return runWithMean("std_mean", STD_MEAN, x, correction, keepdim, dims);
    }

    private static WithMean runWithMean(
            String op, LibraryFunction function, Value x, double correction, boolean keepdim, int... dims) {
        requireFloating(op, x);
        Value[] found =
                function.apply(Arguments.rows(x, Dims.mask(op, x.shape(), dims)), keepdim, new Cell(correction));
        return new WithMean(found[0], found[1]);
    }

    private static Value run(
            String op, LibraryFunction function, Value x, double correction, boolean keepdim, int... dims) {
        requireFloating(op, x);
        return function.applySingle(Arguments.rows(x, Dims.mask(op, x.shape(), dims)), keepdim, new Cell(correction));
    }

    private static void requireFloating(String op, Value x) {
        if (!x.dtype().isFloatingPoint()) {
            throw new DTypeException(op + ": std and var only support floating point and complex dtypes: not "
                    + x.dtype() + ": convert it with to(FLOAT32)");
        }
    }

    private static void var(Definition f) {
        spreadOfVar(f);
        f.save(mean(f.input(0), f.dims(LibraryFunction.ROW)));
    }

    private static void varMean(Definition f) {
        spreadOfVar(f);
        meanOf(f);
    }

    private static void std(Definition f) {
        spreadOfStd(f);
        f.save(mean(f.input(0), f.dims(LibraryFunction.ROW)));
    }

    private static void stdMean(Definition f) {
        spreadOfStd(f);
        meanOf(f);
    }

    private static void meanOf(Definition f) {
        f.result(mean(f.input(0), f.dims(LibraryFunction.ROW)), f.dims(LibraryFunction.KEPT));
    }

    private static void spreadOfVar(Definition f) {
        int row = f.dims(LibraryFunction.ROW);
        Term x = f.input(0);
        Term freedom = freedom(f, x.dtype());
        Term result = variance(x, row, freedom).declared(List.of(x, freedom), (wrt, _, g) -> {
            Term factor = g.mul(2).div(wrt.get(1));
            return Term.gradients(factor.mul(deviation(wrt.getFirst(), row)), null);
        });
        f.result(result, f.dims(LibraryFunction.KEPT));
    }

    private static void spreadOfStd(Definition f) {
        int row = f.dims(LibraryFunction.ROW);
        Term x = f.input(0);
        Term freedom = freedom(f, x.dtype());
        Term result = variance(x, row, freedom).sqrt().declared(List.of(x, freedom), (wrt, r, g) -> {
            Term factor = r.eq(0).select(g.mul(0), g.div(r.mul(wrt.get(1))));
            return Term.gradients(factor.mul(deviation(wrt.getFirst(), row)), null);
        });
        f.result(result, f.dims(LibraryFunction.KEPT));
    }

    private static Term freedom(Definition f, DType dtype) {
        Term n = f.extent(f.dims(LibraryFunction.ROW), DType.FLOAT64);
        return n.sub(f.scalar(0, DType.FLOAT64)).maximum(0).cast(dtype);
    }

    private static Term mean(Term x, int row) {
        return x.sum(row).div(x.graph().extent(row, x.dtype()));
    }

    private static Term deviation(Term x, int row) {
        return x.sub(mean(x, row));
    }

    private static Term variance(Term x, int row, Term freedom) {
        Term d = deviation(x, row);
        Term sum = d.sum(row);
        Term squares = d.square().sum(row).sub(sum.square().div(x.graph().extent(row, x.dtype())));
        return squares.maximum(0).div(freedom);
    }
}
