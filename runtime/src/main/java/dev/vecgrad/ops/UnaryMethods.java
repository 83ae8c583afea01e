package dev.vecgrad.ops;

/**
 * Elementwise functions of one tensor, and their in-place twins, which end in an underscore.
 *
 * @param <T> what the methods return: a tensor for users, a {@link Var} for gradient rules
 */
public interface UnaryMethods<T extends Operand<T>> extends Operand<T> {

    /** {@return -x, elementwise} */
    default T neg() {
        return wrap(PointwiseArithmetic.NEG.apply(value()));
    }

    /** Writes -x over this tensor; {@return this}. */
    default T neg_() {
        PointwiseArithmetic.NEG.applyInPlace(value());
        return self();
    }

    /** {@return |x|, elementwise} */
    default T abs() {
        return wrap(PointwiseArithmetic.ABS.apply(value()));
    }

    /** Writes |x| over this tensor; {@return this}. */
    default T abs_() {
        PointwiseArithmetic.ABS.applyInPlace(value());
        return self();
    }

    /** {@return x x, elementwise} */
    default T square() {
        return wrap(PointwiseArithmetic.SQUARE.apply(value()));
    }

    /** Writes x x over this tensor; {@return this}. */
    default T square_() {
        PointwiseArithmetic.SQUARE.applyInPlace(value());
        return self();
    }

    /** {@return 1 / x, elementwise} */
    default T reciprocal() {
        return wrap(PointwiseArithmetic.RECIPROCAL.apply(value()));
    }

    /** Writes 1 / x over this tensor; {@return this}. */
    default T reciprocal_() {
        PointwiseArithmetic.RECIPROCAL.applyInPlace(value());
        return self();
    }

    /** {@return -1, 0 or 1 as x is, elementwise} */
    default T sign() {
        return wrap(PointwiseArithmetic.SIGN.apply(value()));
    }

    /** Writes -1, 0 or 1 as x is over this tensor; {@return this}. */
    default T sign_() {
        PointwiseArithmetic.SIGN.applyInPlace(value());
        return self();
    }

    /** {@return the greatest integer not above x, elementwise} */
    default T floor() {
        return wrap(PointwiseArithmetic.FLOOR.apply(value()));
    }

    /** Writes the greatest integer not above x over this tensor; {@return this}. */
    default T floor_() {
        PointwiseArithmetic.FLOOR.applyInPlace(value());
        return self();
    }

    /** {@return the least integer not below x, elementwise} */
    default T ceil() {
        return wrap(PointwiseArithmetic.CEIL.apply(value()));
    }

    /** Writes the least integer not below x over this tensor; {@return this}. */
    default T ceil_() {
        PointwiseArithmetic.CEIL.applyInPlace(value());
        return self();
    }

    /** {@return the integer part of x, elementwise} */
    default T trunc() {
        return wrap(PointwiseArithmetic.TRUNC.apply(value()));
    }

    /** Writes the integer part of x over this tensor; {@return this}. */
    default T trunc_() {
        PointwiseArithmetic.TRUNC.applyInPlace(value());
        return self();
    }

    /** {@return the nearest integer, halves to even, elementwise} */
    default T round() {
        return wrap(PointwiseArithmetic.ROUND.apply(value()));
    }

    /** Writes the nearest integer, halves to even over this tensor; {@return this}. */
    default T round_() {
        PointwiseArithmetic.ROUND.applyInPlace(value());
        return self();
    }

    /** {@return x - trunc(x), elementwise} */
    default T frac() {
        return wrap(PointwiseArithmetic.FRAC.apply(value()));
    }

    /** Writes x - trunc(x) over this tensor; {@return this}. */
    default T frac_() {
        PointwiseArithmetic.FRAC.applyInPlace(value());
        return self();
    }

    /** {@return e^x, elementwise} */
    default T exp() {
        return wrap(PointwiseMath.EXP.apply(value()));
    }

    /** Writes e^x over this tensor; {@return this}. */
    default T exp_() {
        PointwiseMath.EXP.applyInPlace(value());
        return self();
    }

    /** {@return 2^x, elementwise} */
    default T exp2() {
        return wrap(PointwiseMath.EXP2.apply(value()));
    }

    /** Writes 2^x over this tensor; {@return this}. */
    default T exp2_() {
        PointwiseMath.EXP2.applyInPlace(value());
        return self();
    }

    /** {@return e^x - 1, elementwise} */
    default T expm1() {
        return wrap(PointwiseMath.EXPM1.apply(value()));
    }

    /** Writes e^x - 1 over this tensor; {@return this}. */
    default T expm1_() {
        PointwiseMath.EXPM1.applyInPlace(value());
        return self();
    }

    /** {@return the natural logarithm, elementwise} */
    default T log() {
        return wrap(PointwiseMath.LOG.apply(value()));
    }

    /** Writes the natural logarithm over this tensor; {@return this}. */
    default T log_() {
        PointwiseMath.LOG.applyInPlace(value());
        return self();
    }

    /** {@return the logarithm to base 2, elementwise} */
    default T log2() {
        return wrap(PointwiseMath.LOG2.apply(value()));
    }

    /** Writes the logarithm to base 2 over this tensor; {@return this}. */
    default T log2_() {
        PointwiseMath.LOG2.applyInPlace(value());
        return self();
    }

    /** {@return the logarithm to base 10, elementwise} */
    default T log10() {
        return wrap(PointwiseMath.LOG10.apply(value()));
    }

    /** Writes the logarithm to base 10 over this tensor; {@return this}. */
    default T log10_() {
        PointwiseMath.LOG10.applyInPlace(value());
        return self();
    }

    /** {@return log(1 + x), elementwise} */
    default T log1p() {
        return wrap(PointwiseMath.LOG1P.apply(value()));
    }

    /** Writes log(1 + x) over this tensor; {@return this}. */
    default T log1p_() {
        PointwiseMath.LOG1P.applyInPlace(value());
        return self();
    }

    /** {@return the square root, elementwise} */
    default T sqrt() {
        return wrap(PointwiseMath.SQRT.apply(value()));
    }

    /** Writes the square root over this tensor; {@return this}. */
    default T sqrt_() {
        PointwiseMath.SQRT.applyInPlace(value());
        return self();
    }

    /** {@return 1 / sqrt(x), elementwise} */
    default T rsqrt() {
        return wrap(PointwiseMath.RSQRT.apply(value()));
    }

    /** Writes 1 / sqrt(x) over this tensor; {@return this}. */
    default T rsqrt_() {
        PointwiseMath.RSQRT.applyInPlace(value());
        return self();
    }

    /** {@return the sine, elementwise} */
    default T sin() {
        return wrap(PointwiseMath.SIN.apply(value()));
    }

    /** Writes the sine over this tensor; {@return this}. */
    default T sin_() {
        PointwiseMath.SIN.applyInPlace(value());
        return self();
    }

    /** {@return the cosine, elementwise} */
    default T cos() {
        return wrap(PointwiseMath.COS.apply(value()));
    }

    /** Writes the cosine over this tensor; {@return this}. */
    default T cos_() {
        PointwiseMath.COS.applyInPlace(value());
        return self();
    }

    /** {@return the tangent, elementwise} */
    default T tan() {
        return wrap(PointwiseMath.TAN.apply(value()));
    }

    /** Writes the tangent over this tensor; {@return this}. */
    default T tan_() {
        PointwiseMath.TAN.applyInPlace(value());
        return self();
    }

    /** {@return the inverse sine, elementwise} */
    default T asin() {
        return wrap(PointwiseMath.ASIN.apply(value()));
    }

    /** Writes the inverse sine over this tensor; {@return this}. */
    default T asin_() {
        PointwiseMath.ASIN.applyInPlace(value());
        return self();
    }

    /** {@return the inverse cosine, elementwise} */
    default T acos() {
        return wrap(PointwiseMath.ACOS.apply(value()));
    }

    /** Writes the inverse cosine over this tensor; {@return this}. */
    default T acos_() {
        PointwiseMath.ACOS.applyInPlace(value());
        return self();
    }

    /** {@return the inverse tangent, elementwise} */
    default T atan() {
        return wrap(PointwiseMath.ATAN.apply(value()));
    }

    /** Writes the inverse tangent over this tensor; {@return this}. */
    default T atan_() {
        PointwiseMath.ATAN.applyInPlace(value());
        return self();
    }

    /** {@return the hyperbolic sine, elementwise} */
    default T sinh() {
        return wrap(PointwiseMath.SINH.apply(value()));
    }

    /** Writes the hyperbolic sine over this tensor; {@return this}. */
    default T sinh_() {
        PointwiseMath.SINH.applyInPlace(value());
        return self();
    }

    /** {@return the hyperbolic cosine, elementwise} */
    default T cosh() {
        return wrap(PointwiseMath.COSH.apply(value()));
    }

    /** Writes the hyperbolic cosine over this tensor; {@return this}. */
    default T cosh_() {
        PointwiseMath.COSH.applyInPlace(value());
        return self();
    }

    /** {@return the hyperbolic tangent, elementwise} */
    default T tanh() {
        return wrap(PointwiseMath.TANH.apply(value()));
    }

    /** Writes the hyperbolic tangent over this tensor; {@return this}. */
    default T tanh_() {
        PointwiseMath.TANH.applyInPlace(value());
        return self();
    }

    /** {@return the inverse hyperbolic sine, elementwise} */
    default T asinh() {
        return wrap(PointwiseMath.ASINH.apply(value()));
    }

    /** Writes the inverse hyperbolic sine over this tensor; {@return this}. */
    default T asinh_() {
        PointwiseMath.ASINH.applyInPlace(value());
        return self();
    }

    /** {@return the inverse hyperbolic cosine, elementwise} */
    default T acosh() {
        return wrap(PointwiseMath.ACOSH.apply(value()));
    }

    /** Writes the inverse hyperbolic cosine over this tensor; {@return this}. */
    default T acosh_() {
        PointwiseMath.ACOSH.applyInPlace(value());
        return self();
    }

    /** {@return the inverse hyperbolic tangent, elementwise} */
    default T atanh() {
        return wrap(PointwiseMath.ATANH.apply(value()));
    }

    /** Writes the inverse hyperbolic tangent over this tensor; {@return this}. */
    default T atanh_() {
        PointwiseMath.ATANH.applyInPlace(value());
        return self();
    }

    /** {@return the error function, elementwise} */
    default T erf() {
        return wrap(PointwiseMath.ERF.apply(value()));
    }

    /** Writes the error function over this tensor; {@return this}. */
    default T erf_() {
        PointwiseMath.ERF.applyInPlace(value());
        return self();
    }

    /** {@return 1 - erf(x), elementwise} */
    default T erfc() {
        return wrap(PointwiseMath.ERFC.apply(value()));
    }

    /** Writes 1 - erf(x) over this tensor; {@return this}. */
    default T erfc_() {
        PointwiseMath.ERFC.applyInPlace(value());
        return self();
    }

    /** {@return 1 / (1 + e^-x), elementwise} */
    default T sigmoid() {
        return wrap(PointwiseMath.SIGMOID.apply(value()));
    }

    /** Writes 1 / (1 + e^-x) over this tensor; {@return this}. */
    default T sigmoid_() {
        PointwiseMath.SIGMOID.applyInPlace(value());
        return self();
    }

    /** {@return log(x / (1 - x)), elementwise} */
    default T logit() {
        return wrap(PointwiseSpecial.LOGIT.apply(value()));
    }

    /** Writes log(x / (1 - x)) over this tensor; {@return this}. */
    default T logit_() {
        PointwiseSpecial.LOGIT.applyInPlace(value());
        return self();
    }

    /** {@return degrees as radians, elementwise} */
    default T deg2rad() {
        return wrap(PointwiseMath.DEG2RAD.apply(value()));
    }

    /** Writes degrees as radians over this tensor; {@return this}. */
    default T deg2rad_() {
        PointwiseMath.DEG2RAD.applyInPlace(value());
        return self();
    }

    /** {@return radians as degrees, elementwise} */
    default T rad2deg() {
        return wrap(PointwiseMath.RAD2DEG.apply(value()));
    }

    /** Writes radians as degrees over this tensor; {@return this}. */
    default T rad2deg_() {
        PointwiseMath.RAD2DEG.applyInPlace(value());
        return self();
    }

    /** {@return max(x, 0), elementwise} */
    default T relu() {
        return wrap(Activations.RELU.apply(value()));
    }

    /** Writes max(x, 0) over this tensor; {@return this}. */
    default T relu_() {
        Activations.RELU.applyInPlace(value());
        return self();
    }

    /** {@return the self-normalising elu, elementwise} */
    default T selu() {
        return wrap(Activations.SELU.apply(value()));
    }

    /** Writes the self-normalising elu over this tensor; {@return this}. */
    default T selu_() {
        Activations.SELU.applyInPlace(value());
        return self();
    }

    /** {@return x Phi(x), elementwise} */
    default T gelu() {
        return wrap(Activations.GELU.apply(value()));
    }

    /** Writes x Phi(x) over this tensor; {@return this}. */
    default T gelu_() {
        Activations.GELU.applyInPlace(value());
        return self();
    }

    /** {@return x sigmoid(x), elementwise} */
    default T silu() {
        return wrap(Activations.SILU.apply(value()));
    }

    /** Writes x sigmoid(x) over this tensor; {@return this}. */
    default T silu_() {
        Activations.SILU.applyInPlace(value());
        return self();
    }

    /** {@return x tanh(softplus(x)), elementwise} */
    default T mish() {
        return wrap(Activations.MISH.apply(value()));
    }

    /** Writes x tanh(softplus(x)) over this tensor; {@return this}. */
    default T mish_() {
        Activations.MISH.applyInPlace(value());
        return self();
    }

    /** {@return log(sigmoid(x)), elementwise} */
    default T logsigmoid() {
        return wrap(Activations.LOGSIGMOID.apply(value()));
    }

    /** Writes log(sigmoid(x)) over this tensor; {@return this}. */
    default T logsigmoid_() {
        Activations.LOGSIGMOID.applyInPlace(value());
        return self();
    }

    /** {@return x / (1 + |x|), elementwise} */
    default T softsign() {
        return wrap(Activations.SOFTSIGN.apply(value()));
    }

    /** Writes x / (1 + |x|) over this tensor; {@return this}. */
    default T softsign_() {
        Activations.SOFTSIGN.applyInPlace(value());
        return self();
    }

    /** {@return x - tanh(x), elementwise} */
    default T tanhshrink() {
        return wrap(Activations.TANHSHRINK.apply(value()));
    }

    /** Writes x - tanh(x) over this tensor; {@return this}. */
    default T tanhshrink_() {
        Activations.TANHSHRINK.applyInPlace(value());
        return self();
    }

    /** {@return (x + 3) / 6 limited to [0, 1], elementwise} */
    default T hardsigmoid() {
        return wrap(Activations.HARDSIGMOID.apply(value()));
    }

    /** Writes (x + 3) / 6 limited to [0, 1] over this tensor; {@return this}. */
    default T hardsigmoid_() {
        Activations.HARDSIGMOID.applyInPlace(value());
        return self();
    }

    /** {@return x hardsigmoid(x), elementwise} */
    default T hardswish() {
        return wrap(Activations.HARDSWISH.apply(value()));
    }

    /** Writes x hardsigmoid(x) over this tensor; {@return this}. */
    default T hardswish_() {
        Activations.HARDSWISH.applyInPlace(value());
        return self();
    }

    /** {@return whether x is zero, elementwise} */
    default T logicalNot() {
        return wrap(PointwiseLogic.LOGICAL_NOT.apply(value()));
    }

    /** Writes whether x is zero over this tensor; {@return this}. */
    default T logicalNot_() {
        PointwiseLogic.LOGICAL_NOT.applyInPlace(value());
        return self();
    }

    /** {@return the bitwise complement, elementwise} */
    default T bitwiseNot() {
        return wrap(PointwiseLogic.BITWISE_NOT.apply(value()));
    }

    /** Writes the bitwise complement over this tensor; {@return this}. */
    default T bitwiseNot_() {
        PointwiseLogic.BITWISE_NOT.applyInPlace(value());
        return self();
    }

    /** {@return whether x is NaN, elementwise, as bool} */
    default T isnan() {
        return wrap(PointwiseLogic.ISNAN.apply(value()));
    }

    /** {@return whether x is infinite, elementwise, as bool} */
    default T isinf() {
        return wrap(PointwiseLogic.ISINF.apply(value()));
    }

    /** {@return whether x is neither infinite nor NaN, elementwise, as bool} */
    default T isfinite() {
        return wrap(PointwiseLogic.ISFINITE.apply(value()));
    }
}
