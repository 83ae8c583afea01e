package dev.vecgrad.ops;

import static dev.vecgrad.ir.MathFns.log;
import static dev.vecgrad.ir.MathFns.log1p;
import static dev.vecgrad.ir.MathFns.select;

import dev.vecgrad.core.Cell;
import dev.vecgrad.core.HostArrays;
import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;
import dev.vecgrad.graph.Arguments;
import dev.vecgrad.graph.Definition;
import dev.vecgrad.graph.LibraryFunction;
import dev.vecgrad.graph.LibraryFunction.Order;
import dev.vecgrad.graph.Term;
import dev.vecgrad.ir.Declared;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.ShapeException;
import dev.vecgrad.type.VecgradException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Losses that are negative logarithms of likelihoods, or differences of them. Each is one kernel forward and one backward. */
public final class LikelihoodLosses {
    /** What PyTorch divides by at least, a float there. */
    private static final double LEAST_VARIANCE = 1e-12f;

    private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

    /** {@code y (log y - x)} of a log probability x and a probability y; 0 at y = 0. */
    private static final Declared KL = new Declared(
            "klDiv",
            2,
            a -> select(a.get(1).eq(0), a.get(1).like(0), a.get(1).mul(log(a.get(1))))
                    .sub(a.get(1).mul(a.get(0))),
            (a, _) -> Declare.by(a.get(1).neg(), log(a.get(1)).add(1).sub(a.get(0))));

    /** Binary cross entropy of a probability x and a target y; its logarithms are at least -100. */
    private static final Declared BCE = new Declared(
            "binaryCrossEntropy",
            2,
            a -> a.get(1)
                    .sub(1)
                    .mul(atLeast(log1p(a.get(0).neg()), -100))
                    .sub(a.get(1).mul(atLeast(log(a.get(0)), -100))),
            (a, _) -> Declare.by(
                    a.get(0).sub(a.get(1)).div(atLeast(a.get(0).rsub(1).mul(a.get(0)), LEAST_VARIANCE)),
                    log1p(a.get(0).neg()).sub(log(a.get(0)))));

    /** Stirling's approximation of log(y!) for y above 1, else 0. */
    private static final Declared STIRLING = new Declared("stirling", 1, a -> stirling(a.getFirst()), null);

    /** max(v, eps), whose gradient is v's everywhere. */
    private static final Declared LIFTED = new Declared(
            "lifted",
            2,
            a -> select(a.get(0).lt(a.get(1)), a.get(1), a.get(0)),
            (a, _) -> Declare.by(a.get(0).like(1), null));

    private static final ElementLoss KL_DIV =
            ElementLoss.composed("SubBackward0", f -> f.input(0).apply(KL, f.input(1)));
    private static final ElementLoss KL_DIV_OF_LOGS = ElementLoss.composed(
            "MulBackward0", f -> f.input(1).exp().mul(f.input(1).sub(f.input(0))));

    private static final ElementLoss[] POISSON = new ElementLoss[4];
    private static final ElementLoss GAUSSIAN = ElementLoss.composed("MulBackward0", f -> gaussian(f));
    private static final ElementLoss GAUSSIAN_FULL =
            ElementLoss.composed("AddBackward0", f -> gaussian(f).add(HALF_LOG_TWO_PI));

    private static final Map<Weighted, LibraryFunction> BINARY = new ConcurrentHashMap<>();
    private static final Map<Weighted, LibraryFunction> SOFT_MARGINS = new ConcurrentHashMap<>();

    private record Weighted(LossReduction reduction, boolean weight) {}

    static {
        Arrays.setAll(POISSON, i -> poisson((i & 1) != 0, (i & 2) != 0));
    }

    private LikelihoodLosses() {}

    private static Expr atLeast(Expr x, double bound) {
        return select(x.lt(bound), x.like(bound), x);
    }

    /** Where y is not above 1 a harmless number takes its place, so that no gradient is NaN. */
    private static Expr stirling(Expr y) {
        Expr isLarge = y.gt(1);
        Expr large = select(isLarge, y, y.like(2));
        Expr value =
                large.mul(log(large)).sub(large).add(log(large.mul(2 * Math.PI)).mul(0.5));
        return select(isLarge, value, y.like(0));
    }

    private static ElementLoss poisson(boolean logInput, boolean full) {
        String none = full ? "AddBackward0" : "SubBackward0";
        return ElementLoss.composed(none, f -> {
            Term x = f.input(0);
            Term y = f.input(1);
            Term loss = logInput
                    ? x.exp().sub(y.mul(x))
                    : x.sub(y.mul(x.add(f.scalar(0, x.dtype())).log()));
            return full ? loss.add(y.apply(STIRLING)) : loss;
        });
    }

    private static Term gaussian(Definition f) {
        Term x = f.input(0);
        Term variance = f.input(2).apply(LIFTED, f.scalar(0, x.dtype()));
        Term d = x.sub(f.input(1));
        return variance.log().add(d.square().div(variance)).mul(0.5);
    }

    /** {@return {@code y (log y - x)}, broadcast} For {@code logTarget} y is given as its logarithm. */
    public static Value klDiv(Value input, Value target, boolean logTarget, LossReduction reduction) {
        return (logTarget ? KL_DIV_OF_LOGS : KL_DIV).apply("kl_div", reduction, List.of(input, target));
    }

    /**
     * {@return {@code exp(x) - y x}, or, if the input is no logarithm, {@code x - y log(x + eps)}; broadcast}
     *
     * @param full whether Stirling's approximation of log(y!) is added where y is above 1
     */
    public static Value poissonNll(
            Value input, Value target, boolean logInput, boolean full, double eps, LossReduction reduction) {
        ElementLoss loss = POISSON[(logInput ? 1 : 0) | (full ? 2 : 0)];
        return loss.apply("poisson_nll_loss", reduction, List.of(input, target), new Cell(eps));
    }

    /**
     * {@return {@code (log v + (x - y)^2 / v) / 2} with v the variance, at least {@code eps}}
     *
     * @param variance of the input's shape, or without its last dim, or with 1 there
     * @param full whether {@code log(2 pi) / 2} is added
     * @throws ShapeException if the variance has another shape
     * @throws VecgradException if a variance is negative
     */
    public static Value gaussianNll(
            Value input, Value target, Value variance, boolean full, double eps, LossReduction reduction) {
        if (!(eps > 0)) {
            throw new IllegalArgumentException(
                    "gaussian_nll_loss: eps must be positive: it bounds the variance, and is " + eps);
        }
        Value fitting = fitting(input, variance);
        Value negative = PointwiseLogic.LT.apply(fitting.detach(), Scalar.of(0L));
        if (HostArrays.longs(Reductions.sum(negative, false))[0] > 0) {
            throw new VecgradException("gaussian_nll_loss: var has negative entry/entries: variances are zero or more");
        }
        return (full ? GAUSSIAN_FULL : GAUSSIAN)
                .apply("gaussian_nll_loss", reduction, List.of(input, target, fitting), new Cell(eps));
    }

    private static Value fitting(Value input, Value variance) {
        long[] sizes = input.shape().toArray();
        long[] own = variance.shape().toArray();
        int last = sizes.length - 1;
        boolean oneForEach = own.length == last && Arrays.equals(own, Arrays.copyOf(sizes, Math.max(last, 0)));
        boolean oneForRow = own.length == sizes.length
                && last >= 0
                && own[last] == 1
                && Arrays.equals(own, 0, last, sizes, 0, last);
        if (Arrays.equals(own, sizes) || oneForRow || own.length == 0) {
            return variance;
        }
        if (oneForEach) {
            return Movement.unsqueeze(variance, -1);
        }
        throw new ShapeException("gaussian_nll_loss: var is of incorrect size: " + variance.shape()
                + " is neither the input's shape " + input.shape() + " nor that without its last dim");
    }

    /**
     * {@return binary cross entropy of probabilities of the same shape}
     *
     * @param weight a factor for each element, broadcast; null for none
     * @throws ShapeException if the shapes differ
     * @throws VecgradException if a number is not between 0 and 1
     */
    public static Value binaryCrossEntropy(Value input, Value target, @Nullable Value weight, LossReduction reduction) {
        if (!input.shape().equals(target.shape())) {
            throw new ShapeException("binary_cross_entropy: Using a target size (" + target.shape()
                    + ") that is different to the input size (" + input.shape()
                    + ") is deprecated. Please ensure they have the same size.: reshape one of them");
        }
        LibraryFunction function =
                BINARY.computeIfAbsent(new Weighted(reduction, weight != null), LikelihoodLosses::binary);
        List<Value> operands = weight == null ? List.of(input, target) : List.of(input, target, weight);
        Value[] results = function.apply(
                LossFunctions.elements("binary_cross_entropy", reduction, input.shape(), operands), false);
        if (HostArrays.longs(results[1])[0] > 0) {
            throw new VecgradException("binary_cross_entropy: all elements of input should be between 0 and 1,"
                    + " and all elements of target: apply sigmoid first, or use the loss of logits");
        }
        return results[0];
    }

    private static LibraryFunction binary(Weighted form) {
        return new LibraryFunction("BinaryCrossEntropyBackward0", Order.LOGICAL, f -> {
            Term loss = f.input(0).apply(BCE, f.input(1));
            ElementLosses.reduce(f, form.reduction(), form.weight() ? loss.mul(f.input(2)) : loss);
            Term outside = isOutside(f.input(0)).or(isOutside(f.input(1)));
            f.result(outside.cast(DType.INT64).sum(f.all()), 0);
        });
    }

    /** NaN is let pass. */
    private static Term isOutside(Term probability) {
        return probability.lt(0).or(probability.rsub(1).lt(0));
    }

    /**
     * {@return binary cross entropy of logits, its mean over the last dim}
     *
     * @param input logits, {@code [..., classes]}
     * @param target numbers in [0, 1] of the same shape
     * @param weight a factor for each class, broadcast; null for none
     */
    public static Value multilabelSoftMargin(
            Value input, Value target, @Nullable Value weight, LossReduction reduction) {
        String op = "multilabel_soft_margin_loss";
        LossFunctions.requireSameShape(op, input, target);
        if (input.rank() == 0) {
            throw new ShapeException(op + ": the input must have a dim of classes, but is a scalar");
        }
        int[] roles = LossFunctions.rowRoles(input.rank(), 1, reduction);
        List<Value> operands = weight == null ? List.of(input, target) : List.of(input, target, weight);
        LossFunctions.requireToFit(op, input.shape(), operands);
        Value[] values = LossFunctions.oneDType(op, operands);
        LibraryFunction function =
                SOFT_MARGINS.computeIfAbsent(new Weighted(reduction, weight != null), LikelihoodLosses::softMargins);
        return function.applySingle(Arguments.broadcast(input.shape().toArray(), roles, values), false);
    }

    private static LibraryFunction softMargins(Weighted form) {
        String name = LossFunctions.reducedName("DivBackward0", form.reduction());
        return new LibraryFunction(name, Order.BY_ROLE, f -> {
            Term loss = f.input(0).apply(ElementLosses.BCE_WITH_LOGITS, f.input(1));
            int row = f.dims(LibraryFunction.ROW);
            Term rows = (form.weight() ? loss.mul(f.input(2)) : loss).sum(row).div(f.extent(row, loss.dtype()));
            LossFunctions.reduceBatch(f, form.reduction(), rows);
        });
    }
}
