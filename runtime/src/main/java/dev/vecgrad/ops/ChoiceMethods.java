package dev.vecgrad.ops;

import dev.vecgrad.core.Scalar;

/**
 * Comparisons, limits and choices.
 *
 * @param <T> what the methods return: a tensor for users, a {@link Var} for gradient rules
 */
public interface ChoiceMethods<T extends Operand<T>> extends Operand<T> {

    /** {@return this == other, elementwise, as bool} */
    default T eq(T other) {
        return wrap(PointwiseLogic.EQ.apply(value(), other.value()));
    }

    /** {@return this == other, elementwise, as bool} */
    default T eq(double other) {
        return wrap(PointwiseLogic.EQ.apply(value(), Scalar.of(other)));
    }

    /** {@return this == other, elementwise, as bool} */
    default T eq(long other) {
        return wrap(PointwiseLogic.EQ.apply(value(), Scalar.of(other)));
    }

    /** {@return this != other, elementwise, as bool} */
    default T ne(T other) {
        return wrap(PointwiseLogic.NE.apply(value(), other.value()));
    }

    /** {@return this != other, elementwise, as bool} */
    default T ne(double other) {
        return wrap(PointwiseLogic.NE.apply(value(), Scalar.of(other)));
    }

    /** {@return this != other, elementwise, as bool} */
    default T ne(long other) {
        return wrap(PointwiseLogic.NE.apply(value(), Scalar.of(other)));
    }

    /** {@return this {@literal <} other, elementwise, as bool} */
    default T lt(T other) {
        return wrap(PointwiseLogic.LT.apply(value(), other.value()));
    }

    /** {@return this {@literal <} other, elementwise, as bool} */
    default T lt(double other) {
        return wrap(PointwiseLogic.LT.apply(value(), Scalar.of(other)));
    }

    /** {@return this {@literal <} other, elementwise, as bool} */
    default T lt(long other) {
        return wrap(PointwiseLogic.LT.apply(value(), Scalar.of(other)));
    }

    /** {@return this {@literal <}= other, elementwise, as bool} */
    default T le(T other) {
        return wrap(PointwiseLogic.LE.apply(value(), other.value()));
    }

    /** {@return this {@literal <}= other, elementwise, as bool} */
    default T le(double other) {
        return wrap(PointwiseLogic.LE.apply(value(), Scalar.of(other)));
    }

    /** {@return this {@literal <}= other, elementwise, as bool} */
    default T le(long other) {
        return wrap(PointwiseLogic.LE.apply(value(), Scalar.of(other)));
    }

    /** {@return this {@literal >} other, elementwise, as bool} */
    default T gt(T other) {
        return wrap(PointwiseLogic.GT.apply(value(), other.value()));
    }

    /** {@return this {@literal >} other, elementwise, as bool} */
    default T gt(double other) {
        return wrap(PointwiseLogic.GT.apply(value(), Scalar.of(other)));
    }

    /** {@return this {@literal >} other, elementwise, as bool} */
    default T gt(long other) {
        return wrap(PointwiseLogic.GT.apply(value(), Scalar.of(other)));
    }

    /** {@return this {@literal >}= other, elementwise, as bool} */
    default T ge(T other) {
        return wrap(PointwiseLogic.GE.apply(value(), other.value()));
    }

    /** {@return this {@literal >}= other, elementwise, as bool} */
    default T ge(double other) {
        return wrap(PointwiseLogic.GE.apply(value(), Scalar.of(other)));
    }

    /** {@return this {@literal >}= other, elementwise, as bool} */
    default T ge(long other) {
        return wrap(PointwiseLogic.GE.apply(value(), Scalar.of(other)));
    }

    /** {@return x limited to [min, max], elementwise} */
    default T clamp(double min, double max) {
        return wrap(Activations.CLAMP.apply(value(), Scalar.of(min), Scalar.of(max)));
    }

    /** {@return x limited to [min, max], elementwise} */
    default T clamp(long min, long max) {
        return wrap(Activations.CLAMP.apply(value(), Scalar.of(min), Scalar.of(max)));
    }

    /** Writes x limited to [min, max] over this tensor; {@return this}. */
    default T clamp_(double min, double max) {
        Activations.CLAMP.applyInPlace(value(), Scalar.of(min), Scalar.of(max));
        return self();
    }

    /** Writes x limited to [min, max] over this tensor; {@return this}. */
    default T clamp_(long min, long max) {
        Activations.CLAMP.applyInPlace(value(), Scalar.of(min), Scalar.of(max));
        return self();
    }

    /** {@return max(x, min), elementwise} */
    default T clampMin(double min) {
        return wrap(Activations.CLAMP_MIN.apply(value(), Scalar.of(min)));
    }

    /** {@return max(x, min), elementwise} */
    default T clampMin(long min) {
        return wrap(Activations.CLAMP_MIN.apply(value(), Scalar.of(min)));
    }

    /** Writes max(x, min) over this tensor; {@return this}. */
    default T clampMin_(double min) {
        Activations.CLAMP_MIN.applyInPlace(value(), Scalar.of(min));
        return self();
    }

    /** Writes max(x, min) over this tensor; {@return this}. */
    default T clampMin_(long min) {
        Activations.CLAMP_MIN.applyInPlace(value(), Scalar.of(min));
        return self();
    }

    /** {@return min(x, max), elementwise} */
    default T clampMax(double max) {
        return wrap(Activations.CLAMP_MAX.apply(value(), Scalar.of(max)));
    }

    /** {@return min(x, max), elementwise} */
    default T clampMax(long max) {
        return wrap(Activations.CLAMP_MAX.apply(value(), Scalar.of(max)));
    }

    /** Writes min(x, max) over this tensor; {@return this}. */
    default T clampMax_(double max) {
        Activations.CLAMP_MAX.applyInPlace(value(), Scalar.of(max));
        return self();
    }

    /** Writes min(x, max) over this tensor; {@return this}. */
    default T clampMax_(long max) {
        Activations.CLAMP_MAX.applyInPlace(value(), Scalar.of(max));
        return self();
    }

    /** {@return this where condition is true, else other} */
    default T where(T condition, T other) {
        return wrap(Choice.where(condition.value(), value(), other.value()));
    }

    /** {@return this where condition is true, else number} */
    default T where(T condition, double number) {
        return wrap(Choice.where(condition.value(), value(), Scalar.of(number)));
    }
}
