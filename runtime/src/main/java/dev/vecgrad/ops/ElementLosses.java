package dev.vecgrad.ops;

import static dev.vecgrad.ir.MathFns.select;
import static dev.vecgrad.ir.MathFns.sigmoid;
import static dev.vecgrad.ir.MathFns.softplus;

import dev.vecgrad.graph.Definition;
import dev.vecgrad.graph.LibraryFunction;
import dev.vecgrad.graph.LibraryFunction.Order;
import dev.vecgrad.graph.Term;
import dev.vecgrad.ir.Declared;
import dev.vecgrad.ir.Expr;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;

/** Losses whose elements depend on one element of each operand: the declarations, and the functions made of them. */
final class ElementLosses {
    /**
     * Binary cross entropy of a logit z and a probability y: {@code (z >= 0 ? z (1 - y) : -z y) + softplus(-|z|)}. No term cancels
     * another, for soft labels and any z.
     */
    static final Declared BCE_WITH_LOGITS = new Declared(
            "bceWithLogits",
            2,
            args -> crossEntropy(
                    args.get(0), args.get(1), args.get(1), args.get(0).like(1)),
            (args, _) -> Declare.by(
                    sigmoid(args.get(0)).sub(args.get(1)), args.get(0).neg()));

    /** The same with the positive part weighted by p: {@code -(p y log(sigmoid(z)) + (1 - y) log(1 - sigmoid(z)))}. */
    static final Declared BCE_WITH_POSITIVE_WEIGHT = new Declared(
            "bceWithPositiveWeight",
            3,
            args -> {
                Expr y = args.get(1);
                Expr weight = args.get(2).sub(1).mul(y).add(1);
                return crossEntropy(args.get(0), y, args.get(2).mul(y), weight);
            },
            (args, _) -> {
                Expr z = args.get(0);
                Expr y = args.get(1);
                Expr positive = args.get(2).mul(y);
                Expr onZ = positive.add(y.rsub(1)).mul(sigmoid(z)).sub(positive);
                Expr onY = args.get(2).sub(1).mul(softplus(z.neg())).sub(z);
                return Declare.by(onZ, onY, y.mul(softplus(z.neg())));
            });

    private static final Map<Options, LibraryFunction> BCE = new ConcurrentHashMap<>();
    private static final Map<LossReduction, LibraryFunction> MSE = new ConcurrentHashMap<>();
    private static final Map<LossReduction, LibraryFunction> L1 = new ConcurrentHashMap<>();
    private static final Map<LossReduction, LibraryFunction> HUBER = new ConcurrentHashMap<>();
    private static final Map<LossReduction, LibraryFunction> SMOOTH_L1 = new ConcurrentHashMap<>();

    private record Options(LossReduction reduction, boolean weight, boolean positiveWeight) {}

    private ElementLosses() {}

    private static Expr crossEntropy(Expr z, Expr y, Expr positive, Expr weight) {
        Expr linear = select(z.ge(0), z.mul(y.rsub(1)), z.neg().mul(positive));
        return linear.add(weight.mul(softplus(z.abs().neg())));
    }

    /** {@return binary cross entropy; operands: logits, targets, then the element weight and the weight of positives, if there are} */
    static LibraryFunction bceWithLogits(LossReduction reduction, boolean weight, boolean positiveWeight) {
        return BCE.computeIfAbsent(
                new Options(reduction, weight, positiveWeight),
                options -> function("BinaryCrossEntropyWithLogitsBackward0", f -> bce(f, options)));
    }

    /** {@return the squared difference of two operands} */
    static LibraryFunction mse(LossReduction reduction) {
        return MSE.computeIfAbsent(
                reduction, r -> function("MseLossBackward0", f -> difference(f, r, (d, _) -> d.square())));
    }

    /** {@return the absolute difference of two operands} */
    static LibraryFunction l1(LossReduction reduction) {
        return L1.computeIfAbsent(reduction, r -> function(l1Name(r), f -> difference(f, r, (d, _) -> d.abs())));
    }

    private static String l1Name(LossReduction reduction) {
        return switch (reduction) {
            case NONE -> "AbsBackward0";
            case MEAN -> "MeanBackward0";
            case SUM -> "SumBackward0";
        };
    }

    /** {@return {@code |d| <= delta ? d^2 / 2 : delta (|d| - delta / 2)}; the scalar is delta} */
    static LibraryFunction huber(LossReduction reduction) {
        return HUBER.computeIfAbsent(
                reduction,
                r -> function(
                        "HuberLossBackward0",
                        f -> difference(f, r, (d, delta) -> {
                            Term linear = delta.mul(d.abs().sub(delta.mul(0.5)));
                            return d.abs().le(delta).select(d.square().mul(0.5), linear);
                        })));
    }

    /** {@return {@code |d| < beta ? d^2 / (2 beta) : |d| - beta / 2}; the scalar is beta} */
    static LibraryFunction smoothL1(LossReduction reduction) {
        return SMOOTH_L1.computeIfAbsent(
                reduction,
                r -> function(
                        "SmoothL1LossBackward0",
                        f -> difference(
                                f,
                                r,
                                (d, beta) -> d.abs()
                                        .lt(beta)
                                        .select(
                                                d.square().mul(0.5).div(beta),
                                                d.abs().sub(beta.mul(0.5))))));
    }

    private static LibraryFunction function(String name, LibraryFunction.Body body) {
        return new LibraryFunction(name, Order.LOGICAL, body);
    }

    private static void bce(Definition f, Options options) {
        int positive = options.weight() ? 3 : 2;
        Term z = f.input(0);
        Term y = f.input(1);
        Term loss = options.positiveWeight()
                ? z.apply(BCE_WITH_POSITIVE_WEIGHT, y, f.input(positive))
                : z.apply(BCE_WITH_LOGITS, y);
        reduce(f, options.reduction(), options.weight() ? loss.mul(f.input(2)) : loss);
    }

    private static void difference(Definition f, LossReduction reduction, BinaryOperator<Term> loss) {
        Term d = f.input(0).sub(f.input(1));
        reduce(f, reduction, loss.apply(d, f.scalar(0, d.dtype())));
    }

    /** Makes the loss of an element a result, reduced along the row. */
    static void reduce(Definition f, LossReduction reduction, Term loss) {
        int all = f.dims(LibraryFunction.ROW);
        Term result = switch (reduction) {
            case NONE -> loss;
            case SUM -> loss.sum(all);
            case MEAN -> loss.sum(all).div(f.extent(all, loss.dtype()));
        };
        f.result(result, f.dims(LibraryFunction.KEPT));
    }
}
