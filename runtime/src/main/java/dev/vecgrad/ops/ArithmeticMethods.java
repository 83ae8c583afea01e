package dev.vecgrad.ops;

import dev.vecgrad.core.Scalar;

/**
 * Elementwise arithmetic of two tensors, which broadcast, or of a tensor and a number; in-place twins end in an underscore.
 *
 * @param <T> what the methods return: a tensor for users, a {@link Var} for gradient rules
 */
public interface ArithmeticMethods<T extends Operand<T>> extends Operand<T> {

    /** {@return this + other, elementwise} */
    default T add(T other) {
        return wrap(PointwiseArithmetic.ADD.apply(value(), other.value()));
    }

    /** Writes this + other over this tensor; {@return this}. */
    default T add_(T other) {
        PointwiseArithmetic.ADD.applyInPlace(value(), other.value());
        return self();
    }

    /** {@return this + other, elementwise} */
    default T add(double other) {
        return wrap(PointwiseArithmetic.ADD.apply(value(), Scalar.of(other)));
    }

    /** Writes this + other over this tensor; {@return this}. */
    default T add_(double other) {
        PointwiseArithmetic.ADD.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** {@return this + other, elementwise} */
    default T add(long other) {
        return wrap(PointwiseArithmetic.ADD.apply(value(), Scalar.of(other)));
    }

    /** Writes this + other over this tensor; {@return this}. */
    default T add_(long other) {
        PointwiseArithmetic.ADD.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** {@return this - other, elementwise} */
    default T sub(T other) {
        return wrap(PointwiseArithmetic.SUB.apply(value(), other.value()));
    }

    /** Writes this - other over this tensor; {@return this}. */
    default T sub_(T other) {
        PointwiseArithmetic.SUB.applyInPlace(value(), other.value());
        return self();
    }

    /** {@return this - other, elementwise} */
    default T sub(double other) {
        return wrap(PointwiseArithmetic.SUB.apply(value(), Scalar.of(other)));
    }

    /** Writes this - other over this tensor; {@return this}. */
    default T sub_(double other) {
        PointwiseArithmetic.SUB.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** {@return this - other, elementwise} */
    default T sub(long other) {
        return wrap(PointwiseArithmetic.SUB.apply(value(), Scalar.of(other)));
    }

    /** Writes this - other over this tensor; {@return this}. */
    default T sub_(long other) {
        PointwiseArithmetic.SUB.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** {@return this * other, elementwise} */
    default T mul(T other) {
        return wrap(PointwiseArithmetic.MUL.apply(value(), other.value()));
    }

    /** Writes this * other over this tensor; {@return this}. */
    default T mul_(T other) {
        PointwiseArithmetic.MUL.applyInPlace(value(), other.value());
        return self();
    }

    /** {@return this * other, elementwise} */
    default T mul(double other) {
        return wrap(PointwiseArithmetic.MUL.apply(value(), Scalar.of(other)));
    }

    /** Writes this * other over this tensor; {@return this}. */
    default T mul_(double other) {
        PointwiseArithmetic.MUL.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** {@return this * other, elementwise} */
    default T mul(long other) {
        return wrap(PointwiseArithmetic.MUL.apply(value(), Scalar.of(other)));
    }

    /** Writes this * other over this tensor; {@return this}. */
    default T mul_(long other) {
        PointwiseArithmetic.MUL.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** {@return this / other, in floating point, elementwise} */
    default T div(T other) {
        return wrap(PointwiseArithmetic.DIV.apply(value(), other.value()));
    }

    /** Writes this / other, in floating point over this tensor; {@return this}. */
    default T div_(T other) {
        PointwiseArithmetic.DIV.applyInPlace(value(), other.value());
        return self();
    }

    /** {@return this / other, in floating point, elementwise} */
    default T div(double other) {
        return wrap(PointwiseArithmetic.DIV.apply(value(), Scalar.of(other)));
    }

    /** Writes this / other, in floating point over this tensor; {@return this}. */
    default T div_(double other) {
        PointwiseArithmetic.DIV.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** {@return this / other, in floating point, elementwise} */
    default T div(long other) {
        return wrap(PointwiseArithmetic.DIV.apply(value(), Scalar.of(other)));
    }

    /** Writes this / other, in floating point over this tensor; {@return this}. */
    default T div_(long other) {
        PointwiseArithmetic.DIV.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** {@return the remainder with the sign of other, elementwise} */
    default T remainder(T other) {
        IntegerDivision.check("remainder", value(), other.value());
        return wrap(PointwiseArithmetic.REMAINDER.apply(value(), other.value()));
    }

    /** Writes the remainder with the sign of other over this tensor; {@return this}. */
    default T remainder_(T other) {
        IntegerDivision.check("remainder", value(), other.value());
        PointwiseArithmetic.REMAINDER.applyInPlace(value(), other.value());
        return self();
    }

    /** {@return the remainder with the sign of other, elementwise} */
    default T remainder(double other) {
        return wrap(PointwiseArithmetic.REMAINDER.apply(value(), Scalar.of(other)));
    }

    /** Writes the remainder with the sign of other over this tensor; {@return this}. */
    default T remainder_(double other) {
        PointwiseArithmetic.REMAINDER.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** {@return the remainder with the sign of other, elementwise} */
    default T remainder(long other) {
        IntegerDivision.check("remainder", value(), other);
        return wrap(PointwiseArithmetic.REMAINDER.apply(value(), Scalar.of(other)));
    }

    /** Writes the remainder with the sign of other over this tensor; {@return this}. */
    default T remainder_(long other) {
        IntegerDivision.check("remainder", value(), other);
        PointwiseArithmetic.REMAINDER.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** {@return the remainder with the sign of this, elementwise} */
    default T fmod(T other) {
        IntegerDivision.check("fmod", value(), other.value());
        return wrap(PointwiseArithmetic.FMOD.apply(value(), other.value()));
    }

    /** Writes the remainder with the sign of this over this tensor; {@return this}. */
    default T fmod_(T other) {
        IntegerDivision.check("fmod", value(), other.value());
        PointwiseArithmetic.FMOD.applyInPlace(value(), other.value());
        return self();
    }

    /** {@return the remainder with the sign of this, elementwise} */
    default T fmod(double other) {
        return wrap(PointwiseArithmetic.FMOD.apply(value(), Scalar.of(other)));
    }

    /** Writes the remainder with the sign of this over this tensor; {@return this}. */
    default T fmod_(double other) {
        PointwiseArithmetic.FMOD.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** {@return the remainder with the sign of this, elementwise} */
    default T fmod(long other) {
        IntegerDivision.check("fmod", value(), other);
        return wrap(PointwiseArithmetic.FMOD.apply(value(), Scalar.of(other)));
    }

    /** Writes the remainder with the sign of this over this tensor; {@return this}. */
    default T fmod_(long other) {
        IntegerDivision.check("fmod", value(), other);
        PointwiseArithmetic.FMOD.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** {@return the quotient rounded down, elementwise} */
    default T floorDivide(T other) {
        IntegerDivision.check("floor_divide", value(), other.value());
        return wrap(PointwiseArithmetic.FLOOR_DIVIDE.apply(value(), other.value()));
    }

    /** Writes the quotient rounded down over this tensor; {@return this}. */
    default T floorDivide_(T other) {
        IntegerDivision.check("floor_divide", value(), other.value());
        PointwiseArithmetic.FLOOR_DIVIDE.applyInPlace(value(), other.value());
        return self();
    }

    /** {@return the quotient rounded down, elementwise} */
    default T floorDivide(double other) {
        return wrap(PointwiseArithmetic.FLOOR_DIVIDE.apply(value(), Scalar.of(other)));
    }

    /** Writes the quotient rounded down over this tensor; {@return this}. */
    default T floorDivide_(double other) {
        PointwiseArithmetic.FLOOR_DIVIDE.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** {@return the quotient rounded down, elementwise} */
    default T floorDivide(long other) {
        IntegerDivision.check("floor_divide", value(), other);
        return wrap(PointwiseArithmetic.FLOOR_DIVIDE.apply(value(), Scalar.of(other)));
    }

    /** Writes the quotient rounded down over this tensor; {@return this}. */
    default T floorDivide_(long other) {
        IntegerDivision.check("floor_divide", value(), other);
        PointwiseArithmetic.FLOOR_DIVIDE.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** {@return this + alpha * other, elementwise} */
    default T add(T other, double alpha) {
        return wrap(Scaled.add(value(), other.value(), alpha));
    }

    /** Adds alpha * other to this tensor; {@return this}. */
    default T add_(T other, double alpha) {
        Scaled.addInPlace(value(), other.value(), alpha);
        return self();
    }

    /** {@return this - alpha * other, elementwise} */
    default T sub(T other, double alpha) {
        return wrap(Scaled.add(value(), other.value(), -alpha));
    }

    /** Subtracts alpha * other from this tensor; {@return this}. */
    default T sub_(T other, double alpha) {
        Scaled.addInPlace(value(), other.value(), -alpha);
        return self();
    }

    /** {@return number - this, elementwise} */
    default T rsub(double number) {
        return wrap(PointwiseArithmetic.RSUB.apply(value(), Scalar.of(number)));
    }

    /** {@return number - this, elementwise} */
    default T rsub(long number) {
        return wrap(PointwiseArithmetic.RSUB.apply(value(), Scalar.of(number)));
    }

    /** {@return number / this, elementwise} */
    default T rdiv(double number) {
        return wrap(PointwiseArithmetic.DIV.apply(Scalar.of(number), value()));
    }

    /** {@return this to the power of exponent, elementwise; small and half exponents are multiplied out} */
    default T pow(double exponent) {
        return wrap(Powers.pow(value(), Scalar.of(exponent)));
    }

    /** {@return this to the power of exponent, elementwise} */
    default T pow(long exponent) {
        return wrap(Powers.pow(value(), Scalar.of(exponent)));
    }

    /** {@return this to the power of exponent, elementwise} */
    default T pow(T exponent) {
        Powers.check(value(), exponent.value());
        return wrap(PointwiseArithmetic.POW.apply(value(), exponent.value()));
    }

    /** Raises this tensor to the power of exponent; {@return this}. */
    default T pow_(T exponent) {
        Powers.check(value(), exponent.value());
        PointwiseArithmetic.POW.applyInPlace(value(), exponent.value());
        return self();
    }

    /** Raises this tensor to the power of exponent; {@return this}. */
    default T pow_(long exponent) {
        Powers.powInPlace(value(), Scalar.of(exponent));
        return self();
    }

    /** Raises this tensor to the power of exponent; {@return this}. */
    default T pow_(double exponent) {
        Powers.powInPlace(value(), Scalar.of(exponent));
        return self();
    }

    /** {@return the greater; NaN if one is, elementwise} */
    default T maximum(T other) {
        return wrap(PointwiseArithmetic.MAXIMUM.apply(value(), other.value()));
    }

    /** {@return the lesser; NaN if one is, elementwise} */
    default T minimum(T other) {
        return wrap(PointwiseArithmetic.MINIMUM.apply(value(), other.value()));
    }

    /** {@return the greater; the other if one is NaN, elementwise} */
    default T fmax(T other) {
        return wrap(PointwiseArithmetic.FMAX.apply(value(), other.value()));
    }

    /** {@return the lesser; the other if one is NaN, elementwise} */
    default T fmin(T other) {
        return wrap(PointwiseArithmetic.FMIN.apply(value(), other.value()));
    }
}
