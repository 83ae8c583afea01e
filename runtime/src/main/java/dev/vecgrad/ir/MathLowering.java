package dev.vecgrad.ir;

import java.util.List;

/** Which sequence of primitives each {@link MathFn} is. The families stand in files of their own. */
final class MathLowering {
    private MathLowering() {}

    /** {@return the function in primitives} */
    static Expr expand(MathFn fn, List<Expr> args) {
        Expr x = args.getFirst();
        return switch (fn) {
            case EXP -> Exponentials.exp(x);
            case EXP2 -> Exponentials.exp2(x);
            case EXPM1 -> Exponentials.expm1(x);
            case LOG -> Logarithms.log(x);
            case LOG2 -> Logarithms.log2(x);
            case LOG10 -> Logarithms.log10(x);
            case LOG1P -> Logarithms.log1p(x);
            case SIN -> Trigonometry.sin(x);
            case COS -> Trigonometry.cos(x);
            case TAN -> Trigonometry.tan(x);
            case ASIN -> InverseTrigonometry.asin(x);
            case ACOS -> InverseTrigonometry.acos(x);
            case ATAN -> InverseTrigonometry.atan(x);
            case ATAN2 -> InverseTrigonometry.atan2(x, args.get(1));
            case SINH -> Hyperbolics.sinh(x);
            case COSH -> Hyperbolics.cosh(x);
            case TANH -> Hyperbolics.tanh(x);
            case ASINH -> Hyperbolics.asinh(x);
            case ACOSH -> Hyperbolics.acosh(x);
            case ATANH -> Hyperbolics.atanh(x);
            case ERF -> ErrorFunctions.erf(x);
            case ERFC -> ErrorFunctions.erfc(x);
            case SIGMOID -> Exponentials.sigmoid(x);
            case SOFTPLUS -> Exponentials.softplus(x);
            case POW -> Powers.pow(x, args.get(1));
            case HYPOT -> Powers.hypot(x, args.get(1));
            case FLOOR -> Rounding.floor(x);
            case CEIL -> Rounding.ceil(x);
            case TRUNC -> Rounding.trunc(x);
            case ROUND -> Rounding.round(x);
            case MAXIMUM -> Rounding.maximum(x, args.get(1));
            case MINIMUM -> Rounding.minimum(x, args.get(1));
            case SIGN -> Rounding.sign(x);
            case RSQRT -> Powers.rsqrt(x);
            case ERFINV -> InverseErrorFunction.erfinv(x);
            case LGAMMA -> GammaFunctions.lgamma(x);
            case DIGAMMA -> GammaFunctions.digamma(x);
            case I0 -> BesselFunctions.i0(x);
            case I1 -> BesselFunctions.i1(x);
        };
    }
}
