package dev.vecgrad.tests.accuracy;

import dev.vecgrad.ir.MathFn;
import java.math.BigDecimal;
import java.math.MathContext;
import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;
import org.hipparchus.dfp.DfpMath;

/**
 * The functions in 68 decimal digits, for arguments where they are finite: what a float64 result is measured against. Sums that cancel lose up to a third of
 * the digits.
 */
final class DfpTruth {
    private static final DfpField FIELD = new DfpField(68);
    private static final Dfp ONE = FIELD.getOne();
    private static final Dfp HALF = ONE.divide(2);
    private static final Dfp PI = FIELD.getPi();
    private static final Dfp TWO_OVER_SQRT_PI = FIELD.getTwo().divide(PI.sqrt());
    private static final Dfp TINY = FIELD.newDfp(1e-18);
    private static final BigDecimal TURN = Pi.of(400).multiply(BigDecimal.TWO);
    private static final int FRACTION_TERMS = 220;

    private DfpTruth() {}

    static Dfp of(double x) {
        return FIELD.newDfp(x);
    }

    static Dfp of(MathFn fn, double argument) {
        Dfp x = of(argument);
        return switch (fn) {
            case EXP -> DfpMath.exp(x);
            case EXP2 -> DfpMath.exp(x.multiply(FIELD.getLn2()));
            case EXPM1 -> expm1(x);
            case LOG -> DfpMath.log(x);
            case LOG2 -> DfpMath.log(x).divide(FIELD.getLn2());
            case LOG10 -> DfpMath.log(x).divide(FIELD.getLn10());
            case LOG1P -> log1p(x);
            case SIN -> isTiny(x) ? x.subtract(cube(x).divide(6)) : DfpMath.sin(turn(argument));
            case COS -> DfpMath.cos(turn(argument));
            case TAN ->
                isTiny(x)
                        ? x.add(cube(x).divide(3))
                        : DfpMath.sin(turn(argument)).divide(DfpMath.cos(turn(argument)));
            case ASIN -> isTiny(x) ? x.add(cube(x).divide(6)) : asin(x);
            case ACOS -> PI.multiply(HALF).subtract(asin(x));
            case ATAN -> isTiny(x) ? x.subtract(cube(x).divide(3)) : DfpMath.atan(x);
            case SINH -> signed(x, sinh(x.abs()));
            case COSH -> DfpMath.exp(x).add(DfpMath.exp(x.negate())).divide(2);
            case TANH -> tanh(x);
            case ASINH -> signed(x, asinh(x.abs()));
            case ACOSH -> acosh(x);
            case ATANH -> log1p(x).subtract(log1p(x.negate())).divide(2);
            case ERF -> erf(x);
            case ERFC -> argument > 4 ? erfcFraction(x) : ONE.subtract(erf(x));
            case SIGMOID -> ONE.divide(ONE.add(DfpMath.exp(x.negate())));
            case SOFTPLUS -> argument > 300 ? x : log1p(DfpMath.exp(x));
            case RSQRT -> ONE.divide(x.sqrt());
            case ERFINV, LGAMMA, DIGAMMA, I0, I1 ->
                throw new IllegalArgumentException(fn + " is measured by golden values");
            case FLOOR, CEIL, TRUNC, ROUND, SIGN -> throw new IllegalArgumentException(fn + " is exact");
            case ATAN2, POW, HYPOT, MAXIMUM, MINIMUM -> throw new IllegalArgumentException(fn + " takes two arguments");
        };
    }

    static Dfp of(MathFn fn, double first, double second) {
        Dfp x = of(first);
        Dfp y = of(second);
        return switch (fn) {
            case POW -> DfpMath.exp(y.multiply(DfpMath.log(x)));
            case HYPOT -> x.multiply(x).add(y.multiply(y)).sqrt();
            case ATAN2 -> atan2(x, y);
            default -> throw new IllegalArgumentException(fn + " is not measured with two arguments");
        };
    }

    /** The angle less whole turns, of which 2 pi with 400 digits leaves enough. */
    private static Dfp turn(double angle) {
        BigDecimal rest = new BigDecimal(angle).remainder(TURN);
        return FIELD.newDfp(rest.round(new MathContext(90)).toString());
    }

    private static boolean isTiny(Dfp x) {
        return x.abs().lessThan(TINY);
    }

    private static Dfp cube(Dfp x) {
        return x.multiply(x).multiply(x);
    }

    private static Dfp signed(Dfp sign, Dfp magnitude) {
        return sign.lessThan(FIELD.getZero()) ? magnitude.negate() : magnitude;
    }

    private static Dfp expm1(Dfp x) {
        Dfp series = x.add(x.multiply(x).divide(2)).add(cube(x).divide(6));
        return isTiny(x) ? series : DfpMath.exp(x).subtract(ONE);
    }

    private static Dfp log1p(Dfp x) {
        Dfp series = x.subtract(x.multiply(x).divide(2)).add(cube(x).divide(3));
        return isTiny(x) ? series : DfpMath.log(ONE.add(x));
    }

    private static Dfp asin(Dfp x) {
        if (x.abs().equals(ONE)) {
            return signed(x, PI.multiply(HALF));
        }
        Dfp cosine = ONE.subtract(x).multiply(ONE.add(x)).sqrt();
        return isTiny(x) ? x.add(cube(x).divide(6)) : DfpMath.atan(x.divide(cosine));
    }

    private static Dfp sinh(Dfp a) {
        Dfp growth = expm1(a);
        return growth.add(growth.divide(growth.add(ONE))).divide(2);
    }

    private static Dfp tanh(Dfp x) {
        if (x.abs().greaterThan(FIELD.newDfp(100))) {
            return signed(x, ONE);
        }
        Dfp growth = expm1(x.multiply(2));
        return growth.divide(growth.add(2));
    }

    private static Dfp asinh(Dfp a) {
        Dfp square = a.multiply(a);
        return log1p(a.add(square.divide(ONE.add(square.add(ONE).sqrt()))));
    }

    private static Dfp acosh(Dfp x) {
        Dfp t = x.subtract(ONE);
        return log1p(t.add(t.multiply(t.add(2)).sqrt()));
    }

    /** Of positive terms only: {@code 2/sqrt(pi) e^-x^2 (x + 2/3 x^3 + 4/15 x^5 + ...)}. */
    private static Dfp erf(Dfp x) {
        if (x.abs().greaterThan(FIELD.newDfp(11))) {
            return signed(x, ONE);
        }
        Dfp square = x.multiply(x);
        Dfp term = x;
        Dfp sum = x;
        Dfp least = x.abs().multiply(FIELD.newDfp(1e-60));
        for (int n = 1; term.abs().greaterThan(least); n++) {
            term = term.multiply(square).multiply(2).divide(2 * n + 1);
            sum = sum.add(term);
        }
        return TWO_OVER_SQRT_PI.multiply(DfpMath.exp(square.negate())).multiply(sum);
    }

    /** Laplace's continued fraction; from 4 on these terms give more than 40 digits. */
    private static Dfp erfcFraction(Dfp x) {
        Dfp tail = x;
        for (int n = FRACTION_TERMS; n > 0; n--) {
            tail = x.add(of(n / 2.0).divide(tail));
        }
        return DfpMath.exp(x.multiply(x).negate()).divide(PI.sqrt()).divide(tail);
    }

    private static Dfp atan2(Dfp y, Dfp x) {
        Dfp angle = isTiny(y.divide(x)) ? y.divide(x) : DfpMath.atan(y.divide(x));
        return x.lessThan(FIELD.getZero()) ? angle.add(signed(y, PI)) : angle;
    }
}
