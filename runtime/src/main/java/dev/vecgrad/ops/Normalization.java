package dev.vecgrad.ops;

import dev.vecgrad.core.Cell;
import dev.vecgrad.core.Value;
import dev.vecgrad.graph.Arguments;
import dev.vecgrad.graph.Definition;
import dev.vecgrad.graph.LibraryFunction;
import dev.vecgrad.graph.LibraryFunction.Order;
import dev.vecgrad.graph.Term;
import dev.vecgrad.ir.MathFn;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bringing elements to mean 0 and variance 1. */
public final class Normalization {
    private static final LibraryFunction PLAIN = layerNorm(false, false);
    private static final LibraryFunction WEIGHTED = layerNorm(true, false);
    private static final LibraryFunction SHIFTED = layerNorm(false, true);
    private static final LibraryFunction FULL = layerNorm(true, true);

    private Normalization() {}

    /**
     * {@return {@code (x - mean) / sqrt(variance + eps) * weight + bias} over the last dims} Ba, Kiros, Hinton 2016, arXiv:1607.06450. One kernel
     * forward; backward one for the input and one for weight and bias.
     *
     * @param normalizedShape the last dims of {@code x}
     * @param weight a factor of that shape, null for none
     * @param bias a summand of that shape, null for none
     * @param eps what is added to the variance
     * @throws DTypeException if {@code x} is not floating point or a dtype differs
     * @throws ShapeException if {@code x} does not end in {@code normalizedShape}
     */
    public static Value layerNorm(
            Value x, Shape normalizedShape, @Nullable Value weight, @Nullable Value bias, double eps) {
        requireFit(x, normalizedShape, weight, bias);
        List<Value> operands = new ArrayList<>(List.of(x));
        if (weight != null) {
            operands.add(weight);
        }
        if (bias != null) {
            operands.add(bias);
        }
        int[] roles = new int[x.rank()];
        Arrays.fill(roles, x.rank() - normalizedShape.rank(), x.rank(), LibraryFunction.ROW);
        Arguments args = Arguments.broadcast(x.shape().toArray(), roles, operands.toArray(Value[]::new));
        return function(weight != null, bias != null).applySingle(args, false, new Cell(eps));
    }

    private static LibraryFunction function(boolean weight, boolean bias) {
        return weight ? bias ? FULL : WEIGHTED : bias ? SHIFTED : PLAIN;
    }

    private static void requireFit(Value x, Shape shape, @Nullable Value weight, @Nullable Value bias) {
        if (!x.dtype().isFloatingPoint()) {
            throw new DTypeException("layer_norm: \"LayerNormKernelImpl\" not implemented for '" + x.dtype()
                    + "': the input must be floating point: convert it with to(FLOAT32)");
        }
        int lead = x.rank() - shape.rank();
        boolean fits = shape.rank() > 0 && lead >= 0;
        for (int d = 0; fits && d < shape.rank(); d++) {
            fits = x.shape().size(lead + d) == shape.size(d);
        }
        if (!fits) {
            throw new ShapeException("layer_norm: Given normalized_shape=" + shape
                    + ", expected input with shape [*, " + shape.toString().substring(1) + ", but got input of size"
                    + x.shape() + ": the last dims are normalised");
        }
        requireAlike("weight", x, shape, weight);
        requireAlike("bias", x, shape, bias);
    }

    private static void requireAlike(String name, Value x, Shape shape, @Nullable Value parameter) {
        if (parameter == null) {
            return;
        }
        if (!parameter.shape().equals(shape)) {
            throw new ShapeException(
                    "layer_norm: Expected " + name + " to be of same shape as normalized_shape, but got "
                            + name + " of shape " + parameter.shape() + " and normalized_shape = " + shape
                            + ": there is one number for each element of a row");
        }
        if (parameter.dtype() != x.dtype()) {
            throw new DTypeException("layer_norm: expected scalar type " + x.dtype() + " but found " + parameter.dtype()
                    + ": " + name + " and input have one dtype");
        }
    }

    private static LibraryFunction layerNorm(boolean weight, boolean bias) {
        return new LibraryFunction("NativeLayerNormBackward0", Order.BY_ROLE, f -> {
            Term y = normalized(f);
            y = weight ? y.mul(f.input(1)) : y;
            y = bias ? y.add(f.input(weight ? 2 : 1)) : y;
            f.result(y, f.all());
        });
    }

    private static Term normalized(Definition f) {
        Term x = f.input(0);
        int row = f.dims(LibraryFunction.ROW);
        Term mean = mean(x, row);
        Term deviation = x.sub(mean);
        Term variance = mean(deviation.square(), row);
        Term scale = variance.add(f.scalar(0, DType.FLOAT64).cast(x.dtype())).apply(MathFn.RSQRT);
        f.save(mean);
        f.save(scale);
        return deviation.mul(scale).declared(List.of(x, scale), (wrt, y, g) -> {
            Term centred = g.sub(mean(g, row)).sub(y.mul(mean(g.mul(y), row)));
            return Term.gradients(wrt.get(1).mul(centred), null);
        });
    }

    private static Term mean(Term x, int row) {
        return x.sum(row).div(x.graph().extent(row, x.dtype()));
    }
}
