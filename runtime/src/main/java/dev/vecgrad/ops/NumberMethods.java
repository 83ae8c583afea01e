package dev.vecgrad.ops;

import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;
import org.jspecify.annotations.Nullable;

/**
 * Ops on how numbers are written, on digits and divisors, and division with a rounding; in-place twins end in an underscore.
 *
 * @param <T> what the methods return: a tensor for users, a {@link Var} for gradient rules
 */
public interface NumberMethods<T extends Operand<T>> extends Operand<T> {
    /** {@return |this| with the sign of other, elementwise} */
    default T copysign(T other) {
        return wrap(PointwiseNumbers.COPYSIGN.apply(value(), other.value()));
    }

    /** Writes |this| with the sign of other over this tensor; {@return this}. */
    default T copysign_(T other) {
        PointwiseNumbers.COPYSIGN.applyInPlace(value(), other.value());
        return self();
    }

    /** {@return |this| with the sign of other, elementwise} */
    default T copysign(double other) {
        return wrap(PointwiseNumbers.COPYSIGN.apply(value(), Scalar.of(other)));
    }

    /** Writes |this| with the sign of other over this tensor; {@return this}. */
    default T copysign_(double other) {
        PointwiseNumbers.COPYSIGN.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** {@return whether the sign bit is set, elementwise, as bool} */
    default T signbit() {
        return wrap(PointwiseNumbers.SIGNBIT.apply(value()));
    }

    /** {@return the floating number after this on the way to other, elementwise} */
    default T nextafter(T other) {
        return wrap(PointwiseNumbers.NEXTAFTER.apply(value(), other.value()));
    }

    /** Writes the floating number after this on the way to other over this tensor; {@return this}. */
    default T nextafter_(T other) {
        PointwiseNumbers.NEXTAFTER.applyInPlace(value(), other.value());
        return self();
    }

    /** {@return this times 2 to the power of other, elementwise} */
    default T ldexp(T other) {
        return wrap(PointwiseNumbers.LDEXP.apply(value(), other.value()));
    }

    /** Writes this times 2 to the power of other over this tensor; {@return this}. */
    default T ldexp_(T other) {
        PointwiseNumbers.LDEXP.applyInPlace(value(), other.value());
        return self();
    }

    /** {@return the greatest common divisor of integers, elementwise} */
    default T gcd(T other) {
        return wrap(PointwiseNumbers.GCD.apply(value(), other.value()));
    }

    /** Writes the greatest common divisor of integers over this tensor; {@return this}. */
    default T gcd_(T other) {
        PointwiseNumbers.GCD.applyInPlace(value(), other.value());
        return self();
    }

    /** {@return the least common multiple of integers, elementwise} */
    default T lcm(T other) {
        return wrap(PointwiseNumbers.LCM.apply(value(), other.value()));
    }

    /** Writes the least common multiple of integers over this tensor; {@return this}. */
    default T lcm_(T other) {
        PointwiseNumbers.LCM.applyInPlace(value(), other.value());
        return self();
    }

    /** {@return 0 below 0, values at 0 and 1 above, elementwise; values has this dtype} */
    default T heaviside(T values) {
        return wrap(Numbers.heaviside(value(), values.value()));
    }

    /** Writes 0 below 0, values at 0 and 1 above over this tensor; {@return this}. */
    default T heaviside_(T values) {
        Numbers.heavisideInPlace(value(), values.value());
        return self();
    }

    /**
     * Fractions and exponents.
     *
     * @param mantissa in [0.5, 1) with the sign; 0, infinities and NaN as they are
     * @param exponent of two, int32
     * @param <T> the type of both
     */
    record MantissaExponent<T>(T mantissa, T exponent) {}

    /** {@return x as mantissa 2^exponent, elementwise, for floating tensors} */
    default MantissaExponent<T> frexp() {
        Value[] parts = Numbers.frexp(value());
        return new MantissaExponent<>(wrap(parts[0]), wrap(parts[1]));
    }

    /** {@return x rounded to {@code decimals} digits after the point, before it if negative, elementwise; halves to even} */
    default T round(int decimals) {
        return wrap(Numbers.round(value(), decimals));
    }

    /** Writes x rounded to {@code decimals} digits after the point over this tensor; {@return this}. */
    default T round_(int decimals) {
        Numbers.roundInPlace(value(), decimals);
        return self();
    }

    /** {@return NaN as 0 and infinities as the greatest and least finite numbers, elementwise} */
    default T nanToNum() {
        return wrap(Numbers.nanToNum(value(), 0, Numbers.most(value()), -Numbers.most(value())));
    }

    /** {@return NaN and infinities replaced, elementwise} */
    default T nanToNum(double nan, double posinf, double neginf) {
        return wrap(Numbers.nanToNum(value(), nan, posinf, neginf));
    }

    /** Writes NaN as 0 and infinities as the greatest and least finite numbers over this tensor; {@return this}. */
    default T nanToNum_() {
        Numbers.nanToNumInPlace(value(), 0, Numbers.most(value()), -Numbers.most(value()));
        return self();
    }

    /** Replaces NaN and infinities in this tensor; {@return this}. */
    default T nanToNum_(double nan, double posinf, double neginf) {
        Numbers.nanToNumInPlace(value(), nan, posinf, neginf);
        return self();
    }

    /** {@return the quotient, elementwise, rounded as {@code "trunc"} or {@code "floor"} say; null: not rounded} */
    default T div(T other, @Nullable String roundingMode) {
        return wrap(Division.div(value(), other.value(), roundingMode));
    }

    /** Writes the quotient, rounded as said, over this tensor; {@return this}. */
    default T div_(T other, @Nullable String roundingMode) {
        Division.divInPlace(value(), other.value(), roundingMode);
        return self();
    }

    /** {@return the quotient, elementwise, rounded as {@code "trunc"} or {@code "floor"} say; null: not rounded} */
    default T div(double other, @Nullable String roundingMode) {
        return wrap(Division.div(value(), Scalar.of(other), roundingMode));
    }

    /** Writes the quotient, rounded as said, over this tensor; {@return this}. */
    default T div_(double other, @Nullable String roundingMode) {
        Division.divInPlace(value(), Scalar.of(other), roundingMode);
        return self();
    }

    /** {@return the quotient, elementwise, rounded as {@code "trunc"} or {@code "floor"} say; null: not rounded} */
    default T div(long other, @Nullable String roundingMode) {
        return wrap(Division.div(value(), Scalar.of(other), roundingMode));
    }

    /** Writes the quotient, rounded as said, over this tensor; {@return this}. */
    default T div_(long other, @Nullable String roundingMode) {
        Division.divInPlace(value(), Scalar.of(other), roundingMode);
        return self();
    }

    /** {@return this to the power of exponent, computed in float64, elementwise} */
    default T floatPower(T exponent) {
        return wrap(Powers.floatPower(value(), exponent.value()));
    }

    /** {@return this to the power of exponent, computed in float64, elementwise} */
    default T floatPower(double exponent) {
        return wrap(Powers.floatPower(value(), Scalar.of(exponent)));
    }

    /** {@return base to the power of this, elementwise} */
    default T rpow(double base) {
        return wrap(PointwiseArithmetic.POW.apply(Scalar.of(base), value()));
    }

    /** {@return this tensor itself, which must not be bool} */
    default T positive() {
        return wrap(Numbers.positive(value()));
    }

    /** {@return -1, 0 or 1 as x is, elementwise} */
    default T sgn() {
        return wrap(PointwiseArithmetic.SIGN.apply(value()));
    }

    /** Writes -1, 0 or 1 as x is over this tensor; {@return this}. */
    default T sgn_() {
        PointwiseArithmetic.SIGN.applyInPlace(value());
        return self();
    }
}
