package dev.vecgrad.ops;

import dev.vecgrad.core.Scalar;

/**
 * Truths, bits and comparisons; in-place twins end in an underscore.
 *
 * @param <T> what the methods return: a tensor for users, a {@link Var} for gradient rules
 */
public interface LogicMethods<T extends Operand<T>> extends Operand<T> {
    /** {@return whether both are true, elementwise} */
    default T logicalAnd(T other) {
        return wrap(PointwiseLogic.LOGICAL_AND.apply(value(), other.value()));
    }

    /** Writes whether both are true over this tensor; {@return this}. */
    default T logicalAnd_(T other) {
        PointwiseLogic.LOGICAL_AND.applyInPlace(value(), other.value());
        return self();
    }

    /** {@return whether one is true, elementwise} */
    default T logicalOr(T other) {
        return wrap(PointwiseLogic.LOGICAL_OR.apply(value(), other.value()));
    }

    /** Writes whether one is true over this tensor; {@return this}. */
    default T logicalOr_(T other) {
        PointwiseLogic.LOGICAL_OR.applyInPlace(value(), other.value());
        return self();
    }

    /** {@return whether exactly one is true, elementwise} */
    default T logicalXor(T other) {
        return wrap(PointwiseLogic.LOGICAL_XOR.apply(value(), other.value()));
    }

    /** Writes whether exactly one is true over this tensor; {@return this}. */
    default T logicalXor_(T other) {
        PointwiseLogic.LOGICAL_XOR.applyInPlace(value(), other.value());
        return self();
    }

    /** {@return the bits of both, elementwise} */
    default T bitwiseAnd(T other) {
        return wrap(PointwiseLogic.BITWISE_AND.apply(value(), other.value()));
    }

    /** Writes the bits of both over this tensor; {@return this}. */
    default T bitwiseAnd_(T other) {
        PointwiseLogic.BITWISE_AND.applyInPlace(value(), other.value());
        return self();
    }

    /** {@return the bits of both, elementwise} */
    default T bitwiseAnd(long other) {
        return wrap(PointwiseLogic.BITWISE_AND.apply(value(), Scalar.of(other)));
    }

    /** Writes the bits of both over this tensor; {@return this}. */
    default T bitwiseAnd_(long other) {
        PointwiseLogic.BITWISE_AND.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** {@return the bits of either, elementwise} */
    default T bitwiseOr(T other) {
        return wrap(PointwiseLogic.BITWISE_OR.apply(value(), other.value()));
    }

    /** Writes the bits of either over this tensor; {@return this}. */
    default T bitwiseOr_(T other) {
        PointwiseLogic.BITWISE_OR.applyInPlace(value(), other.value());
        return self();
    }

    /** {@return the bits of either, elementwise} */
    default T bitwiseOr(long other) {
        return wrap(PointwiseLogic.BITWISE_OR.apply(value(), Scalar.of(other)));
    }

    /** Writes the bits of either over this tensor; {@return this}. */
    default T bitwiseOr_(long other) {
        PointwiseLogic.BITWISE_OR.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** {@return the bits that differ, elementwise} */
    default T bitwiseXor(T other) {
        return wrap(PointwiseLogic.BITWISE_XOR.apply(value(), other.value()));
    }

    /** Writes the bits that differ over this tensor; {@return this}. */
    default T bitwiseXor_(T other) {
        PointwiseLogic.BITWISE_XOR.applyInPlace(value(), other.value());
        return self();
    }

    /** {@return the bits that differ, elementwise} */
    default T bitwiseXor(long other) {
        return wrap(PointwiseLogic.BITWISE_XOR.apply(value(), Scalar.of(other)));
    }

    /** Writes the bits that differ over this tensor; {@return this}. */
    default T bitwiseXor_(long other) {
        PointwiseLogic.BITWISE_XOR.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** {@return this shifted left by other, elementwise} */
    default T bitwiseLeftShift(T other) {
        return wrap(PointwiseNumbers.LEFT_SHIFT.apply(value(), other.value()));
    }

    /** Writes this shifted left by other over this tensor; {@return this}. */
    default T bitwiseLeftShift_(T other) {
        PointwiseNumbers.LEFT_SHIFT.applyInPlace(value(), other.value());
        return self();
    }

    /** {@return this shifted left by other, elementwise} */
    default T bitwiseLeftShift(long other) {
        return wrap(PointwiseNumbers.LEFT_SHIFT.apply(value(), Scalar.of(other)));
    }

    /** Writes this shifted left by other over this tensor; {@return this}. */
    default T bitwiseLeftShift_(long other) {
        PointwiseNumbers.LEFT_SHIFT.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** {@return this shifted right by other, with the sign, elementwise} */
    default T bitwiseRightShift(T other) {
        return wrap(PointwiseNumbers.RIGHT_SHIFT.apply(value(), other.value()));
    }

    /** Writes this shifted right by other, with the sign over this tensor; {@return this}. */
    default T bitwiseRightShift_(T other) {
        PointwiseNumbers.RIGHT_SHIFT.applyInPlace(value(), other.value());
        return self();
    }

    /** {@return this shifted right by other, with the sign, elementwise} */
    default T bitwiseRightShift(long other) {
        return wrap(PointwiseNumbers.RIGHT_SHIFT.apply(value(), Scalar.of(other)));
    }

    /** Writes this shifted right by other, with the sign over this tensor; {@return this}. */
    default T bitwiseRightShift_(long other) {
        PointwiseNumbers.RIGHT_SHIFT.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** Writes this == other as 0 or 1 over this tensor; {@return this}. */
    default T eq_(T other) {
        PointwiseLogic.EQ.applyInPlace(value(), other.value());
        return self();
    }

    /** Writes this == other as 0 or 1 over this tensor; {@return this}. */
    default T eq_(double other) {
        PointwiseLogic.EQ.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** Writes this == other as 0 or 1 over this tensor; {@return this}. */
    default T eq_(long other) {
        PointwiseLogic.EQ.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** Writes this != other as 0 or 1 over this tensor; {@return this}. */
    default T ne_(T other) {
        PointwiseLogic.NE.applyInPlace(value(), other.value());
        return self();
    }

    /** Writes this != other as 0 or 1 over this tensor; {@return this}. */
    default T ne_(double other) {
        PointwiseLogic.NE.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** Writes this != other as 0 or 1 over this tensor; {@return this}. */
    default T ne_(long other) {
        PointwiseLogic.NE.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** Writes this {@literal <} other as 0 or 1 over this tensor; {@return this}. */
    default T lt_(T other) {
        PointwiseLogic.LT.applyInPlace(value(), other.value());
        return self();
    }

    /** Writes this {@literal <} other as 0 or 1 over this tensor; {@return this}. */
    default T lt_(double other) {
        PointwiseLogic.LT.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** Writes this {@literal <} other as 0 or 1 over this tensor; {@return this}. */
    default T lt_(long other) {
        PointwiseLogic.LT.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** Writes this {@literal <}= other as 0 or 1 over this tensor; {@return this}. */
    default T le_(T other) {
        PointwiseLogic.LE.applyInPlace(value(), other.value());
        return self();
    }

    /** Writes this {@literal <}= other as 0 or 1 over this tensor; {@return this}. */
    default T le_(double other) {
        PointwiseLogic.LE.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** Writes this {@literal <}= other as 0 or 1 over this tensor; {@return this}. */
    default T le_(long other) {
        PointwiseLogic.LE.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** Writes this {@literal >} other as 0 or 1 over this tensor; {@return this}. */
    default T gt_(T other) {
        PointwiseLogic.GT.applyInPlace(value(), other.value());
        return self();
    }

    /** Writes this {@literal >} other as 0 or 1 over this tensor; {@return this}. */
    default T gt_(double other) {
        PointwiseLogic.GT.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** Writes this {@literal >} other as 0 or 1 over this tensor; {@return this}. */
    default T gt_(long other) {
        PointwiseLogic.GT.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** Writes this {@literal >}= other as 0 or 1 over this tensor; {@return this}. */
    default T ge_(T other) {
        PointwiseLogic.GE.applyInPlace(value(), other.value());
        return self();
    }

    /** Writes this {@literal >}= other as 0 or 1 over this tensor; {@return this}. */
    default T ge_(double other) {
        PointwiseLogic.GE.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** Writes this {@literal >}= other as 0 or 1 over this tensor; {@return this}. */
    default T ge_(long other) {
        PointwiseLogic.GE.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** {@return whether x is +infinity, elementwise, as bool} */
    default T isposinf() {
        return wrap(PointwiseLogic.ISPOSINF.apply(value()));
    }

    /** {@return whether x is -infinity, elementwise, as bool} */
    default T isneginf() {
        return wrap(PointwiseLogic.ISNEGINF.apply(value()));
    }

    /** {@return whether this and other are equal or {@code |this - other| <= 1e-8 + 1e-5 |other|}, elementwise, as bool} */
    default T isclose(T other) {
        return isclose(other, 1e-5, 1e-8, false);
    }

    /** {@return whether this and other are equal, {@code |this - other| <= atol + rtol |other|} or, if equalNan, both NaN} */
    default T isclose(T other, double rtol, double atol, boolean equalNan) {
        return wrap(Closeness.isclose(value(), other.value(), rtol, atol, equalNan));
    }

    /** {@return whether {@link #isclose(Operand)} holds for all elements} */
    default boolean allclose(T other) {
        return allclose(other, 1e-5, 1e-8, false);
    }

    /** {@return whether {@link #isclose(Operand, double, double, boolean)} holds for all elements} */
    default boolean allclose(T other, double rtol, double atol, boolean equalNan) {
        return Closeness.allclose(value(), other.value(), rtol, atol, equalNan);
    }

    /** {@return whether other has this shape and these elements; NaN equals nothing} */
    default boolean equal(T other) {
        return Closeness.equal(value(), other.value());
    }
}
