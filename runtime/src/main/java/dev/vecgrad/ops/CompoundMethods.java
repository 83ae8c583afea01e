package dev.vecgrad.ops;

import dev.vecgrad.core.Scalar;
import dev.vecgrad.core.Value;

/**
 * Ops of three tensors, limits by tensors, and gates; in-place twins end in an underscore.
 *
 * @param <T> what the methods return: a tensor for users, a {@link Var} for gradient rules
 */
public interface CompoundMethods<T extends Operand<T>> extends Operand<T> {
    /** {@return this + weight * (end - this)} */
    default T lerp(T end, double weight) {
        return wrap(PointwiseArithmetic.LERP.apply(
                4, new Value[] {value(), end.value()}, new Scalar[] {Scalar.of(weight)}));
    }

    /** {@return this + weight * (end - this), with a weight for each element} */
    default T lerp(T end, T weight) {
        return wrap(PointwiseArithmetic.LERP.apply(value(), end.value(), weight.value()));
    }

    /** Writes this + weight * (end - this) over this tensor; {@return this}. */
    default T lerp_(T end, double weight) {
        PointwiseArithmetic.LERP.applyInPlace(
                4, value(), new Value[] {value(), end.value()}, new Scalar[] {Scalar.of(weight)});
        return self();
    }

    /** Writes this + weight * (end - this) over this tensor; {@return this}. */
    default T lerp_(T end, T weight) {
        PointwiseArithmetic.LERP.applyInPlace(value(), end.value(), weight.value());
        return self();
    }

    /** {@return this + number * a * b} */
    default T addcmul(T a, T b, double number) {
        return wrap(Scaled.three(PointwiseArithmetic.ADDCMUL, value(), a.value(), b.value(), number));
    }

    /** {@return this + a * b} */
    default T addcmul(T a, T b) {
        return addcmul(a, b, 1);
    }

    /** Adds number * a * b to this tensor; {@return this}. */
    default T addcmul_(T a, T b, double number) {
        Scaled.threeInPlace(PointwiseArithmetic.ADDCMUL, value(), a.value(), b.value(), number);
        return self();
    }

    /** Adds a * b to this tensor; {@return this}. */
    default T addcmul_(T a, T b) {
        return addcmul_(a, b, 1);
    }

    /** {@return this + number * a / b} */
    default T addcdiv(T a, T b, double number) {
        return wrap(Scaled.three(PointwiseArithmetic.ADDCDIV, value(), a.value(), b.value(), number));
    }

    /** {@return this + a / b} */
    default T addcdiv(T a, T b) {
        return addcdiv(a, b, 1);
    }

    /** Adds number * a / b to this tensor; {@return this}. */
    default T addcdiv_(T a, T b, double number) {
        Scaled.threeInPlace(PointwiseArithmetic.ADDCDIV, value(), a.value(), b.value(), number);
        return self();
    }

    /** Adds a / b to this tensor; {@return this}. */
    default T addcdiv_(T a, T b) {
        return addcdiv_(a, b, 1);
    }

    /** {@return x limited to [min, max] by tensors, which broadcast} */
    default T clamp(T min, T max) {
        return wrap(Activations.CLAMP.apply(value(), min.value(), max.value()));
    }

    /** Writes x limited to [min, max] over this tensor; {@return this}. */
    default T clamp_(T min, T max) {
        Activations.CLAMP.applyInPlace(value(), min.value(), max.value());
        return self();
    }

    /** {@return max(x, min), elementwise} */
    default T clampMin(T min) {
        return wrap(Activations.CLAMP_MIN.apply(value(), min.value()));
    }

    /** Writes max(x, min) over this tensor; {@return this}. */
    default T clampMin_(T min) {
        Activations.CLAMP_MIN.applyInPlace(value(), min.value());
        return self();
    }

    /** {@return min(x, max), elementwise} */
    default T clampMax(T max) {
        return wrap(Activations.CLAMP_MAX.apply(value(), max.value()));
    }

    /** Writes min(x, max) over this tensor; {@return this}. */
    default T clampMax_(T max) {
        Activations.CLAMP_MAX.applyInPlace(value(), max.value());
        return self();
    }

    /** {@return x limited to [min, max], elementwise: {@code clamp} by NumPy's name} */
    default T clip(double min, double max) {
        return wrap(Activations.CLAMP.apply(value(), Scalar.of(min), Scalar.of(max)));
    }

    /** Writes x limited to [min, max] over this tensor; {@return this}. */
    default T clip_(double min, double max) {
        Activations.CLAMP.applyInPlace(value(), Scalar.of(min), Scalar.of(max));
        return self();
    }
}
