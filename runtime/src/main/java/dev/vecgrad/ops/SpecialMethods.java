package dev.vecgrad.ops;

import dev.vecgrad.core.Scalar;

/**
 * Special functions, and functions of two tensors, which broadcast; in-place twins end in an underscore.
 *
 * @param <T> what the methods return: a tensor for users, a {@link Var} for gradient rules
 */
public interface SpecialMethods<T extends Operand<T>> extends Operand<T> {
    /** {@return the number whose erf is x, elementwise} */
    default T erfinv() {
        return wrap(PointwiseSpecial.ERFINV.apply(value()));
    }

    /** Writes the number whose erf is x over this tensor; {@return this}. */
    default T erfinv_() {
        PointwiseSpecial.ERFINV.applyInPlace(value());
        return self();
    }

    /** {@return log|gamma(x)|, elementwise} */
    default T lgamma() {
        return wrap(PointwiseSpecial.LGAMMA.apply(value()));
    }

    /** Writes log|gamma(x)| over this tensor; {@return this}. */
    default T lgamma_() {
        PointwiseSpecial.LGAMMA.applyInPlace(value());
        return self();
    }

    /** {@return the derivative of lgamma, elementwise} */
    default T digamma() {
        return wrap(PointwiseSpecial.DIGAMMA.apply(value()));
    }

    /** Writes the derivative of lgamma over this tensor; {@return this}. */
    default T digamma_() {
        PointwiseSpecial.DIGAMMA.applyInPlace(value());
        return self();
    }

    /** {@return the n-th derivative of digamma, elementwise} */
    default T polygamma(int n) {
        return wrap(PointwiseSpecial.polygamma(n, value()));
    }

    /** Writes the n-th derivative of digamma over this tensor; {@return this}. */
    default T polygamma_(int n) {
        PointwiseSpecial.polygammaInPlace(n, value());
        return self();
    }

    /** {@return the modified Bessel function of order 0, elementwise} */
    default T i0() {
        return wrap(PointwiseSpecial.I0.apply(value()));
    }

    /** Writes the modified Bessel function of order 0 over this tensor; {@return this}. */
    default T i0_() {
        PointwiseSpecial.I0.applyInPlace(value());
        return self();
    }

    /** {@return the modified Bessel function of order 1, elementwise} */
    default T i1() {
        return wrap(PointwiseSpecial.I1.apply(value()));
    }

    /** {@return sin(pi x) / (pi x), 1 at 0, elementwise} */
    default T sinc() {
        return wrap(PointwiseSpecial.SINC.apply(value()));
    }

    /** Writes sin(pi x) / (pi x), 1 at 0 over this tensor; {@return this}. */
    default T sinc_() {
        PointwiseSpecial.SINC.applyInPlace(value());
        return self();
    }

    /** {@return -x log(x), 0 at 0, -inf below 0, elementwise} */
    default T entr() {
        return wrap(PointwiseSpecial.ENTR.apply(value()));
    }

    /** {@return this log(other), 0 where this is 0, elementwise} */
    default T xlogy(T other) {
        return wrap(PointwiseSpecial.XLOGY.apply(value(), other.value()));
    }

    /** Writes this log(other), 0 where this is 0 over this tensor; {@return this}. */
    default T xlogy_(T other) {
        PointwiseSpecial.XLOGY.applyInPlace(value(), other.value());
        return self();
    }

    /** {@return this log(other), 0 where this is 0, elementwise} */
    default T xlogy(double other) {
        return wrap(PointwiseSpecial.XLOGY.apply(value(), Scalar.of(other)));
    }

    /** Writes this log(other), 0 where this is 0 over this tensor; {@return this}. */
    default T xlogy_(double other) {
        PointwiseSpecial.XLOGY.applyInPlace(value(), Scalar.of(other));
        return self();
    }

    /** {@return this log(1 + other), 0 where this is 0, elementwise} */
    default T xlog1py(T other) {
        return wrap(PointwiseSpecial.XLOG1PY.apply(value(), other.value()));
    }

    /** {@return this log(1 + other), 0 where this is 0, elementwise} */
    default T xlog1py(double other) {
        return wrap(PointwiseSpecial.XLOG1PY.apply(value(), Scalar.of(other)));
    }

    /** {@return log(x / (1 - x)) of x limited to [eps, 1 - eps], elementwise} */
    default T logit(double eps) {
        return wrap(PointwiseSpecial.LOGIT_EPS.apply(value(), Scalar.of(eps)));
    }

    /** Writes log(x / (1 - x)) of x limited to [eps, 1 - eps] over this tensor; {@return this}. */
    default T logit_(double eps) {
        PointwiseSpecial.LOGIT_EPS.applyInPlace(value(), Scalar.of(eps));
        return self();
    }

    /** {@return the angle of the point (other, this), elementwise} */
    default T atan2(T other) {
        return wrap(PointwiseMath.ATAN2.apply(value(), other.value()));
    }

    /** Writes the angle of the point (other, this) over this tensor; {@return this}. */
    default T atan2_(T other) {
        PointwiseMath.ATAN2.applyInPlace(value(), other.value());
        return self();
    }

    /** {@return sqrt(this^2 + other^2), elementwise} */
    default T hypot(T other) {
        return wrap(PointwiseMath.HYPOT.apply(value(), other.value()));
    }

    /** Writes sqrt(this^2 + other^2) over this tensor; {@return this}. */
    default T hypot_(T other) {
        PointwiseMath.HYPOT.applyInPlace(value(), other.value());
        return self();
    }

    /** {@return log(e^this + e^other), elementwise} */
    default T logaddexp(T other) {
        return wrap(PointwiseMath.LOGADDEXP.apply(value(), other.value()));
    }

    /** {@return log2(2^this + 2^other), elementwise} */
    default T logaddexp2(T other) {
        return wrap(PointwiseMath.LOGADDEXP2.apply(value(), other.value()));
    }
}
