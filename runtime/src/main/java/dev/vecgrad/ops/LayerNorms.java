package dev.vecgrad.ops;

import dev.vecgrad.core.Cell;
import dev.vecgrad.core.Value;
import dev.vecgrad.graph.Alignment;
import dev.vecgrad.graph.Arguments;
import dev.vecgrad.graph.LibraryFunction;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Normalisations of each sample by itself: over its last dims, over groups of its channels, by its root mean square. */
public final class LayerNorms {
    private LayerNorms() {}

    /**
     * {@return x with mean 0 and variance 1 over its last dims, times a weight, plus a bias} Ba et al. 2016, arXiv:1607.06450.
     *
     * <p>Gradient: with {@code y = (x - mean) rstd} and g that of y, {@code rstd (g - mean(g) - y mean(g y))}. One kernel forward, two backward.
     *
     * @param normalized the sizes of the last dims
     * @param weight factors of that shape, null for none
     * @param bias summands of that shape, null for none
     * @param eps what is added to the variance
     * @throws ShapeException if the shapes do not fit
     * @throws DTypeException if the operands are not of one floating dtype
     */
    public static Value layerNorm(Value x, Shape normalized, @Nullable Value weight, @Nullable Value bias, double eps) {
        return overLast("layer_norm", Normalizing.LAYER, x, normalized, weight, bias, eps);
    }

    /**
     * {@return x divided by the root mean square over its last dims, times a weight} Zhang and Sennrich 2019, arXiv:1910.07467.
     *
     * @param normalized the sizes of the last dims
     * @param weight factors of that shape, null for none
     * @param eps what is added to the mean square; null for the distance of 1 to the next number of x's dtype
     * @throws ShapeException if the shapes do not fit
     * @throws DTypeException if the operands are not of one floating dtype
     */
    public static Value rmsNorm(Value x, Shape normalized, @Nullable Value weight, @Nullable Double eps) {
        double added = eps != null ? eps : x.dtype() == DType.FLOAT32 ? Math.ulp(1f) : Math.ulp(1.0);
        return overLast("rms_norm", Normalizing.ROOT_MEAN_SQUARE, x, normalized, weight, null, added);
    }

    private static Value overLast(
            String op,
            LibraryFunction[] forms,
            Value x,
            Shape normalized,
            @Nullable Value weight,
            @Nullable Value bias,
            double eps) {
        Floating.require(op, x.dtype());
        requireLast(op, x, normalized);
        requireLike(op, "weight", weight, normalized);
        requireLike(op, "bias", bias, normalized);
        int[] roles = new int[x.rank()];
        Arrays.fill(roles, LibraryFunction.KEPT);
        Arrays.fill(roles, x.rank() - normalized.rank(), x.rank(), LibraryFunction.ROW);
        Value[] operands = present(op, x, weight, bias);
        return Normalizing.form(forms, weight != null, bias != null)
                .applySingle(Arguments.broadcast(x.shape().toArray(), roles, operands), false, new Cell(eps));
    }

    private static void requireLast(String op, Value x, Shape normalized) {
        if (normalized.rank() == 0) {
            throw new ShapeException(
                    op + ": Expected normalized_shape to be at least 1-dimensional, i.e., containing at"
                            + " least one element, but got normalized_shape = []");
        }
        int first = x.rank() - normalized.rank();
        boolean fits = first >= 0;
        for (int d = 0; fits && d < normalized.rank(); d++) {
            fits = x.shape().size(first + d) == normalized.size(d);
        }
        if (!fits) {
            String sizes = normalized.toString().substring(1);
            throw new ShapeException(op + ": Given normalized_shape=" + normalized + ", expected input with shape [*, "
                    + sizes + ", but got input of size" + x.shape());
        }
    }

    private static void requireLike(String op, String role, @Nullable Value operand, Shape normalized) {
        if (operand != null && !operand.shape().equals(normalized)) {
            throw new ShapeException(op + ": Expected " + role + " to be of same shape as normalized_shape, but got "
                    + role + " of shape " + operand.shape() + " and normalized_shape = " + normalized);
        }
    }

    /**
     * {@return x with mean 0 and variance 1 in each group of channels of each sample, times a weight, plus a bias} Wu and He 2018, arXiv:1803.08494.
     *
     * <p>Gradient and cost as {@link #layerNorm}.
     *
     * @param x {@code [samples, channels, ...]}
     * @param weight a factor for each channel, null for none
     * @param bias a summand for each channel, null for none
     * @param eps what is added to the variance
     * @throws ShapeException if the groups do not divide the channels, or shapes do not fit
     * @throws DTypeException if the operands are not of one floating dtype
     */
    public static Value groupNorm(Value x, long groups, @Nullable Value weight, @Nullable Value bias, double eps) {
        String op = "group_norm";
        Floating.require(op, x.dtype());
        requireGroups(x, groups);
        long channels = x.shape().size(1);
        requireChannels(op, "weight", weight, channels);
        requireChannels(op, "bias", bias, channels);
        Value[] operands = present(op, x, weight, bias);
        return Normalizing.form(Normalizing.GROUP, weight != null, bias != null)
                .applySingle(grouped(operands, groups), false, new Cell(eps));
    }

    /** The call's dims are samples, groups, the channels of a group, and the others. */
    private static Arguments grouped(Value[] operands, long groups) {
        Shape shape = operands[0].shape();
        int rank = shape.rank() + 1;
        long[] sizes = new long[rank];
        int[] roles = new int[rank];
        int[] dims = new int[rank];
        int[] channel = new int[rank];
        for (int d = 0; d < rank; d++) {
            dims[d] = d < 2 ? d : d - 1;
            sizes[d] = d == 1 ? groups : d == 2 ? shape.size(1) / groups : shape.size(dims[d]);
            roles[d] = d < 2 ? LibraryFunction.KEPT : LibraryFunction.ROW;
            channel[d] = d == 1 || d == 2 ? 0 : Alignment.NONE;
        }
        Alignment[] alignments = new Alignment[operands.length];
        Arrays.fill(alignments, Alignment.of(channel));
        alignments[0] = Alignment.of(dims);
        return Arguments.aligned(sizes, roles, alignments, operands).shownIn(dims);
    }

    private static void requireGroups(Value x, long groups) {
        if (x.rank() < 2) {
            throw new ShapeException("group_norm: Expected at least 2 dimensions for input tensor but received "
                    + x.rank() + ": shape " + x.shape());
        }
        if (groups <= 0) {
            throw new ShapeException("group_norm: Expected num groups to be greater than 0, got " + groups);
        }
        if (x.shape().size(1) % groups != 0) {
            throw new ShapeException("group_norm: Expected number of channels in input to be divisible by num_groups,"
                    + " but got input of shape " + x.shape() + " and num_groups=" + groups);
        }
    }

    private static void requireChannels(String op, String role, @Nullable Value operand, long channels) {
        if (operand != null && (operand.rank() != 1 || operand.numel() != channels)) {
            throw new ShapeException(
                    op + ": Expected " + role + " to be a vector of size equal to the number of channels"
                            + " in input, but got " + role + " of shape " + operand.shape() + ": there are " + channels
                            + " channels");
        }
    }

    // ---- what all normalisations ask

    /** {@return the operands that are there, which must be of one dtype} */
    static Value[] present(String op, Value x, @Nullable Value... others) {
        List<Value> present = new ArrayList<>(List.of(x));
        for (Value other : others) {
            if (other != null) {
                requireOneDType(op, x, other);
                present.add(other);
            }
        }
        return present.toArray(Value[]::new);
    }

    private static void requireOneDType(String op, Value x, Value other) {
        if (other.dtype() != x.dtype()) {
            throw new DTypeException(op + ": mixed dtype (CPU): all inputs must share same datatype.: the input is "
                    + x.dtype() + ", a parameter is " + other.dtype());
        }
    }
}
