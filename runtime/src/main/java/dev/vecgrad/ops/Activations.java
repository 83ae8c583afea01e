package dev.vecgrad.ops;

import static dev.vecgrad.ir.MathFns.exp;
import static dev.vecgrad.ir.MathFns.expm1;
import static dev.vecgrad.ir.MathFns.logSigmoid;
import static dev.vecgrad.ir.MathFns.select;
import static dev.vecgrad.ir.MathFns.sigmoid;
import static dev.vecgrad.ir.MathFns.softplus;
import static dev.vecgrad.ir.MathFns.tanh;
import static dev.vecgrad.ops.Declare.by;

import dev.vecgrad.core.Elementwise;
import dev.vecgrad.core.Elementwise.Rule;
import dev.vecgrad.ir.Declared;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.NormalDistribution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Activation functions; values, and gradients at kinks, are PyTorch's. */
public final class Activations {
    private static final double SELU_ALPHA = 1.6732632423543772;
    private static final double SELU_SCALE = 1.0507009873554805;
    private static final double SQRT_TWO_OVER_PI = 0.7978845608028654;
    private static final Declare DECLARE = new Declare();

    /** max(x, 0), NaN for NaN; its gradient is said by the result, so that it may be applied in place. */
    private static final Declared RELU_FN = new Declared(
            "relu",
            1,
            x -> select(x.get(0).lt(0), x.get(0).like(0), x.get(0)),
            (_, r) -> by(select(r.le(0), r.like(0), r.like(1))));

    /** max(x, 0). */
    public static final Elementwise RELU = DECLARE.unary("relu", "ReluBackward0", Rule.NUMBER, Activations::relu);

    private static final Declared HARDTANH_FN = new Declared(
            "hardtanh",
            3,
            x -> limited(x.get(0), x.get(1), x.get(2)),
            (x, _) -> by(inside(x.get(0), x.get(1), x.get(2)), null, null));

    /** x limited to [min, max]; operands x, min, max. The gradient is 0 on the bounds and beyond. */
    public static final Elementwise HARDTANH = DECLARE.op(
            "hardtanh",
            "HardtanhBackward0",
            3,
            Rule.NUMBER,
            x -> x.get(0).dtype().isFloatingPoint()
                    ? Expr.apply(HARDTANH_FN, x)
                    : limited(Declare.noBool("hardtanh", x.get(0)), x.get(1), x.get(2)));

    /** x for x > 0, else slope x; operands x, slope. */
    public static final Elementwise LEAKY_RELU = DECLARE.binary(
            "leaky_relu", "LeakyReluBackward0", Rule.ONLY_FLOATING, (x, slope) -> select(x.gt(0), x, x.mul(slope)));

    /** x for x > 0, else alpha (e^x - 1); operands x, alpha. */
    public static final Elementwise ELU = DECLARE.activation(
            "elu",
            "EluBackward0",
            2,
            x -> elu(x.get(0), x.get(1)),
            (x, _) -> by(eluSlope(x.get(0), x.get(1), exp(atMost0(x.get(0)))), null));

    /** The self-normalising elu, Klambauer et al. 2017, arXiv:1706.02515. */
    public static final Elementwise SELU = DECLARE.activation(
            "selu",
            "EluBackward0",
            1,
            x -> elu(x.get(0), x.get(0).like(SELU_ALPHA)).mul(SELU_SCALE),
            (x, _) -> by(eluSlope(x.get(0), x.get(0).like(SELU_ALPHA), exp(atMost0(x.get(0))))
                    .mul(SELU_SCALE)));

    /** x for x > 0, else alpha (e^(x / alpha) - 1); operands x, alpha. */
    public static final Elementwise CELU = DECLARE.activation(
            "celu",
            "CeluBackward0",
            2,
            x -> select(x.get(0).gt(0), x.get(0), x.get(1).mul(expm1(x.get(0).div(x.get(1))))),
            (x, _) -> by(
                    eluSlope(x.get(0), x.get(0).like(1), exp(atMost0(x.get(0)).div(x.get(1)))), null));

    /** x Phi(x) with the normal distribution's Phi; Hendrycks and Gimpel 2016, arXiv:1606.08415. */
    public static final Elementwise GELU = DECLARE.activation(
            "gelu",
            "GeluBackward0",
            1,
            x -> NormalDistribution.timesDistribution(x.getFirst()),
            (x, _) -> by(NormalDistribution.slopeOfTimesDistribution(x.getFirst())));

    /** gelu approximated by tanh. */
    public static final Elementwise GELU_TANH = DECLARE.unary("gelu", "GeluBackward0", Rule.ONLY_FLOATING, x -> {
        Expr inner = x.add(x.square().mul(x).mul(0.044715)).mul(SQRT_TWO_OVER_PI);
        return x.mul(0.5).mul(tanh(inner).add(1));
    });

    /** x sigmoid(x); Elfwing et al. 2017, arXiv:1702.03118. */
    public static final Elementwise SILU =
            DECLARE.unary("silu", "SiluBackward0", Rule.ONLY_FLOATING, x -> x.mul(sigmoid(x)));

    /** x tanh(softplus(x)); Misra 2019, arXiv:1908.08681. */
    public static final Elementwise MISH =
            DECLARE.unary("mish", "MishBackward0", Rule.ONLY_FLOATING, x -> x.mul(tanh(softplus(x))));

    /** log(1 + e^(beta x)) / beta, x where beta x > threshold; operands x, beta, threshold. */
    public static final Elementwise SOFTPLUS = DECLARE.ternary(
            "softplus",
            "SoftplusBackward0",
            Rule.ONLY_FLOATING,
            (x, beta, threshold) ->
                    select(x.mul(beta).gt(threshold), x, softplus(x.mul(beta)).div(beta)));

    /** log(sigmoid(x)). */
    public static final Elementwise LOGSIGMOID =
            DECLARE.unary("logsigmoid", "LogSigmoidBackward0", Rule.ONLY_FLOATING, x -> logSigmoid(x));

    /** x / (1 + |x|). */
    public static final Elementwise SOFTSIGN = DECLARE.unary(
            "softsign", "DivBackward0", Rule.FLOATING, x -> x.div(x.abs().add(1)));

    /** x - tanh(x). */
    public static final Elementwise TANHSHRINK =
            DECLARE.unary("tanhshrink", "SubBackward0", Rule.FLOATING, x -> x.sub(tanh(x)));

    /** (x + 3) / 6 limited to [0, 1]; the gradient is 0 on the bounds. */
    public static final Elementwise HARDSIGMOID = DECLARE.activation(
            "hardsigmoid",
            "HardsigmoidBackward0",
            1,
            x -> limited(x.get(0).add(3), x.get(0).like(0), x.get(0).like(6)).div(6),
            (x, _) -> by(inside(x.get(0), x.get(0).like(-3), x.get(0).like(3)).mul(1.0 / 6)));

    /** x hardsigmoid(x); the gradient is 0 up to -3 and 1 from 3 on. */
    public static final Elementwise HARDSWISH = DECLARE.activation(
            "hardswish",
            "HardswishBackward0",
            1,
            x -> x.get(0)
                    .mul(limited(x.get(0).add(3), x.get(0).like(0), x.get(0).like(6)))
                    .div(6),
            (x, _) -> by(hardswishGradient(x.get(0))));

    /** x where x > threshold, else value; operands x, threshold, value. */
    public static final Elementwise THRESHOLD = DECLARE.ternary(
            "threshold",
            "ThresholdBackward0",
            Rule.NUMBER,
            (x, threshold, value) -> select(Declare.noBool("threshold", x).le(threshold), value, x));

    /** x where |x| > lambda, else 0; operands x, lambda. */
    public static final Elementwise HARDSHRINK = DECLARE.binary(
            "hardshrink",
            "HardshrinkBackward0",
            Rule.ONLY_FLOATING,
            (x, lambda) -> select(x.abs().le(lambda), x.like(0), x));

    /** x nearer to 0 by lambda, 0 within; operands x, lambda. */
    public static final Elementwise SOFTSHRINK = DECLARE.binary(
            "softshrink",
            "SoftshrinkBackward0",
            Rule.ONLY_FLOATING,
            (x, lambda) -> select(x.gt(lambda), x.sub(lambda), select(x.lt(lambda.neg()), x.add(lambda), x.mul(0))));

    private static final Declared CLAMP_FN = new Declared(
            "clamp",
            3,
            x -> clamp(x.get(0), x.get(1), x.get(2)),
            (x, _) -> clampGradient(x.get(0), x.get(1), x.get(2)));

    /**
     * x limited to [min, max], NaN if one of the three is; operands x, min, max. The gradient is x's within and on the bounds, outside the
     * bound's.
     */
    public static final Elementwise CLAMP = DECLARE.op(
            "clamp",
            "ClampBackward1",
            3,
            Rule.NUMBER,
            x -> x.get(0).dtype().isFloatingPoint()
                    ? Expr.apply(CLAMP_FN, x)
                    : clamp(Declare.noBool("clamp", x.get(0)), x.get(1), x.get(2)));

    /** max(x, min), NaN if one is; the gradient is x's at a tie. */
    public static final Elementwise CLAMP_MIN = DECLARE.binary(
            "clamp_min", "ClampMinBackward0", Rule.NUMBER, (x, min) -> raised(Declare.noBool("clamp_min", x), min));

    /** min(x, max), NaN if one is; the gradient is x's at a tie. */
    public static final Elementwise CLAMP_MAX = DECLARE.binary(
            "clamp_max", "ClampMaxBackward0", Rule.NUMBER, (x, max) -> lowered(Declare.noBool("clamp_max", x), max));

    /** x for x > 0, else w x; operands x, w. */
    public static final Elementwise PRELU =
            DECLARE.binary("prelu", "PreluKernelBackward0", Rule.ONLY_FLOATING, (x, w) -> select(x.gt(0), x, w.mul(x)));

    /** x times the slope of each element, which is 1 where x is positive; operands x, slope. Xu et al. 2015, arXiv:1505.00853. */
    public static final Elementwise RRELU =
            DECLARE.binary("rrelu", "RreluWithNoiseBackward0", Rule.ONLY_FLOATING, (x, slope) -> x.mul(slope));

    /** a sigmoid(b), the two halves of glu; Dauphin et al. 2016, arXiv:1612.08083. */
    public static final Elementwise GLU =
            DECLARE.binary("glu", "GluBackward0", Rule.ONLY_FLOATING, (a, b) -> a.mul(sigmoid(b)));

    private Activations() {}

    /** {@return the declarations of this class} */
    public static List<Elementwise> all() {
        return DECLARE.all();
    }

    private static Expr relu(Expr x) {
        Declare.noBool("relu", x);
        return x.dtype().isFloatingPoint() ? Expr.apply(RELU_FN, x) : select(x.lt(0), x.like(0), x);
    }

    private static Expr elu(Expr x, Expr alpha) {
        return select(x.gt(0), x, alpha.mul(expm1(x)));
    }

    /** 1 above 0, alpha growth below; alpha at 0, where the second derivative is 0 as in PyTorch. */
    private static Expr eluSlope(Expr x, Expr alpha, Expr growth) {
        return select(x.eq(0), alpha, select(x.gt(0), x.like(1), alpha.mul(growth)));
    }

    /** So that what grows without bound where it is not taken has no part in the derivative: infinity times 0 is NaN. */
    private static Expr atMost0(Expr x) {
        return select(x.gt(0), x.like(0), x);
    }

    /** NaN stays NaN. */
    private static Expr limited(Expr x, Expr min, Expr max) {
        return select(x.lt(min), min, select(x.gt(max), max, x));
    }

    private static Expr inside(Expr x, Expr min, Expr max) {
        return select(x.le(min).or(x.ge(max)), x.like(0), x.like(1));
    }

    private static Expr hardswishGradient(Expr x) {
        Expr slope = x.mul(1.0 / 3).add(0.5);
        return select(x.le(-3), x.like(0), select(x.lt(3), slope, x.like(1)));
    }

    /** Where min exceeds max the result is max, as PyTorch says. */
    private static Expr clamp(Expr x, Expr min, Expr max) {
        return lowered(raised(x, min), max);
    }

    private static Expr raised(Expr x, Expr min) {
        return select(orNan(x.lt(min), min), min, x);
    }

    private static Expr lowered(Expr x, Expr max) {
        return select(orNan(x.gt(max), max), max, x);
    }

    private static Expr orNan(Expr condition, Expr bound) {
        return bound.dtype().isFloatingPoint() ? condition.or(bound.isNan()) : condition;
    }

    private static List<@Nullable Expr> clampGradient(Expr x, Expr min, Expr max) {
        Expr zero = x.like(0);
        Expr one = x.like(1);
        return by(
                select(x.ge(min).and(x.le(max)), one, zero),
                select(x.lt(min).and(min.lt(max)), one, zero),
                select(x.gt(max).or(max.lt(min)), one, zero));
    }
}
