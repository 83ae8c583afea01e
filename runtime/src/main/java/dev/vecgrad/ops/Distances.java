package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Broadcast;
import dev.vecgrad.core.Dims;
import dev.vecgrad.core.Elementwise;
import dev.vecgrad.core.Elementwise.Rule;
import dev.vecgrad.core.Promotion;
import dev.vecgrad.core.Recorder;
import dev.vecgrad.core.SavedValue;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import dev.vecgrad.type.VecgradException;
import java.util.List;
import java.util.stream.IntStream;

/** How two tensors' vectors stand to each other. */
public final class Distances {
    private static final Elementwise CROSS_COMPONENT = new Elementwise(
            "cross",
            "LinalgCrossBackward0",
            4,
            Rule.NUMBER,
            args -> args.get(0).mul(args.get(1)).sub(args.get(2).mul(args.get(3))));

    /** What PyTorch adds to a norm before it divides by it. */
    private static final double RENORM_EPS = 1e-7;

    private Distances() {}

    /** {@return the p-norm of {@code a - b + eps} along the last dim} */
    public static Value pairwise(Value a, Value b, double p, double eps, boolean keepdim) {
        Value difference = PointwiseArithmetic.ADD.apply(PointwiseArithmetic.SUB.apply(a, b), Scalar.of(eps));
        return Norms.vectorNorm(difference, p, keepdim, -1);
    }

    /** {@return the cosine of the angle between vectors along a dim, norms below {@code eps} counting as {@code eps}} */
    public static Value cosine(Value a, Value b, int dim, double eps) {
        DType dtype = Promotion.of(new Value[] {a, b}, new Scalar[0]);
        if (!dtype.isFloatingPoint()) {
            throw new DTypeException(
                    "cosine_similarity: expected common dtype to be floating point, yet common dtype is " + dtype
                            + ": convert one tensor with to(FLOAT32)");
        }
        Shape shape = Shape.broadcast("cosine_similarity", a.shape(), b.shape());
        int d = Dims.wrap("cosine_similarity", dim, shape.rank());
        Value left = unit(Broadcast.expand(Arithmetic.cast(a, dtype), shape), d, eps);
        Value right = unit(Broadcast.expand(Arithmetic.cast(b, dtype), shape), d, eps);
        return Reductions.sum(PointwiseArithmetic.MUL.apply(left, right), false, d);
    }

    /** As PyTorch: the bound is put on the norm's value, its gradient passes by. */
    private static Value unit(Value x, int dim, double eps) {
        Value norm = Norms.vectorNorm(x, 2, true, dim);
        Value plain = norm.detach();
        Value least = Arithmetic.full(Shape.SCALAR, x.dtype(), eps, x.device());
        Value lift = PointwiseArithmetic.SUB.apply(PointwiseArithmetic.MAXIMUM.apply(plain, least), plain);
        return PointwiseArithmetic.DIV.apply(x, PointwiseArithmetic.ADD.apply(norm, lift));
    }

    /** {@return vectors along a dim divided by their norms, at least {@code eps}} */
    static Value normalize(Value x, double p, int dim, double eps) {
        Value norm = Norms.vectorNorm(x, p, true, dim);
        return PointwiseArithmetic.DIV.apply(x, Activations.CLAMP_MIN.apply(norm, Scalar.of(eps)));
    }

    /** {@return the p-norm of {@code a - b} over all elements} */
    static Value dist(Value a, Value b, double p) {
        return Norms.vectorNorm(PointwiseArithmetic.SUB.apply(a, b), p, false);
    }

    /** {@return {@code x} with slices along a dim shrunk whose norm is above {@code maxnorm}} */
    static Value renorm(Value x, double p, int dim, double maxnorm) {
        return PointwiseArithmetic.MUL.apply(x, shrinking(x, p, dim, maxnorm));
    }

    static void renormInPlace(Value x, double p, int dim, double maxnorm) {
        PointwiseArithmetic.MUL.applyInPlace(x, shrinking(x, p, dim, maxnorm));
    }

    /** The factors of the slices. */
    private static Value shrinking(Value x, double p, int dim, double maxnorm) {
        requireRenorm(x, p, maxnorm);
        int d = Dims.wrap("renorm", dim, x.rank());
        int[] others = IntStream.range(0, x.rank()).filter(i -> i != d).toArray();
        Value norm = Norms.vectorNorm(x, p, true, others);
        Value bound = Arithmetic.full(Shape.SCALAR, norm.dtype(), maxnorm, norm.device());
        Value factor = PointwiseArithmetic.DIV.apply(bound, PointwiseArithmetic.ADD.apply(norm, Scalar.of(RENORM_EPS)));
        Value ones = Arithmetic.full(norm.shape(), norm.dtype(), 1, norm.device());
        return Choice.where(PointwiseLogic.GT.apply(norm.detach(), bound), factor, ones);
    }

    private static void requireRenorm(Value x, double p, double maxnorm) {
        if (!(p > 0)) {
            throw new VecgradException("renorm: non-positive-norm not supported: p is " + p);
        }
        if (!(maxnorm >= 0)) {
            throw new VecgradException(
                    "renorm: expected maxnorm to be >= 0 but got " + maxnorm + ": it is what norms shrink to");
        }
        if (x.rank() < 2) {
            throw new ShapeException(
                    "renorm: input needs at least 2 dimensions, got " + x.rank() + " dimensions: shape " + x.shape());
        }
    }

    /** {@return the vector products along a dim of size 3; the other dims broadcast} Gradients: {@code b x g} and {@code g x a}. */
    public static Value cross(Value a, Value b, int dim) {
        if (a.rank() != b.rank() || a.rank() == 0) {
            throw new ShapeException("cross: linalg.cross: inputs must have the same number of dimensions.: shapes "
                    + a.shape() + " and " + b.shape());
        }
        int d = Dims.wrap("cross", dim, a.rank());
        if (a.shape().size(d) != 3 || b.shape().size(d) != 3) {
            throw new ShapeException("cross: linalg.cross: inputs dimension " + dim + " must have length 3. Got "
                    + a.shape().size(d) + " and " + b.shape().size(d));
        }
        Value x = a.detach();
        Value y = b.detach();
        Value out = Joining.stack(List.of(component(x, y, d, 0), component(x, y, d, 1), component(x, y, d, 2)), d);
        Shape shapeOfA = a.shape();
        Shape shapeOfB = b.shape();
        return Recorder.record(
                "LinalgCrossBackward0",
                new Value[] {a, b},
                out,
                call -> new Value[] {
                    call.needs(0) ? Broadcast.undo(cross(call.saved(1), call.gradient(), d), shapeOfA) : null,
                    call.needs(1) ? Broadcast.undo(cross(call.gradient(), call.saved(0), d), shapeOfB) : null
                },
                SavedValue.of(a),
                SavedValue.of(b));
    }

    private static Value component(Value a, Value b, int d, int i) {
        int j = (i + 1) % 3;
        int k = (i + 2) % 3;
        return CROSS_COMPONENT.apply(
                Movement.select(a, d, j), Movement.select(b, d, k), Movement.select(a, d, k), Movement.select(b, d, j));
    }
}
