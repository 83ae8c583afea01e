package dev.vecgrad.ops;

import dev.vecgrad.core.Generator;
import dev.vecgrad.core.Scalar;

/**
 * Activations with parameters, PyTorch's defaults where they are left out.
 *
 * @param <T> what the methods return: a tensor for users, a {@link Var} for gradient rules
 */
public interface ActivationMethods<T extends Operand<T>> extends Operand<T> {
    /** {@return x limited to [-1, 1] with a gradient of 0 on the bounds, elementwise; integers stay integers} */
    default T hardtanh() {
        return hardtanh(-1, 1);
    }

    /** {@return x limited to [min, max] with a gradient of 0 on the bounds, elementwise; integers stay integers} */
    default T hardtanh(double min, double max) {
        return wrap(Gating.hardtanh(value(), min, max));
    }

    /** Writes x limited to [-1, 1] with a gradient of 0 on the bounds over this tensor; {@return this}. */
    default T hardtanh_() {
        return hardtanh_(-1, 1);
    }

    /** Writes x limited to [min, max] with a gradient of 0 on the bounds over this tensor; {@return this}. */
    default T hardtanh_(double min, double max) {
        Gating.hardtanhInPlace(value(), min, max);
        return self();
    }

    /** {@return x limited to [0, 6], elementwise; integers stay integers} */
    default T relu6() {
        return hardtanh(0, 6);
    }

    /** Writes x limited to [0, 6] over this tensor; {@return this}. */
    default T relu6_() {
        return hardtanh_(0, 6);
    }

    /** {@return x where positive, else 0.01 x, elementwise} */
    default T leakyRelu() {
        return leakyRelu(0.01);
    }

    /** {@return x where positive, else slope x, elementwise} */
    default T leakyRelu(double slope) {
        return wrap(Activations.LEAKY_RELU.apply(value(), Scalar.of(slope)));
    }

    /** Writes x where positive, else 0.01 x over this tensor; {@return this}. */
    default T leakyRelu_() {
        return leakyRelu_(0.01);
    }

    /** Writes x where positive, else slope x over this tensor; {@return this}. */
    default T leakyRelu_(double slope) {
        Activations.LEAKY_RELU.applyInPlace(value(), Scalar.of(slope));
        return self();
    }

    /** {@return x where positive, else x times (1/8 + 1/3) / 2: randomised leaky ReLU when it does not train} */
    default T rrelu() {
        return rrelu(1.0 / 8, 1.0 / 3, false, Generator.global());
    }

    /**
     * {@return x where positive, else x times a slope: in training one drawn for each such element from [lower, upper), else their mean} Xu et al.
     * 2015, arXiv:1505.00853. With a PyTorch generator the slopes are PyTorch's.
     *
     * @throws dev.vecgrad.type.VecgradException if lower is above upper
     */
    default T rrelu(double lower, double upper, boolean training, Generator generator) {
        return wrap(Gating.rrelu(value(), lower, upper, training, generator));
    }

    /** Writes {@link #rrelu(double, double, boolean, Generator)} over this tensor; {@return this}. */
    default T rrelu_(double lower, double upper, boolean training, Generator generator) {
        Gating.rreluInPlace(value(), lower, upper, training, generator);
        return self();
    }

    /** {@return x where positive, else e^x - 1, elementwise} */
    default T elu() {
        return elu(1);
    }

    /** {@return x where positive, else alpha (e^x - 1), elementwise} */
    default T elu(double alpha) {
        return wrap(Activations.ELU.apply(value(), Scalar.of(alpha)));
    }

    /** Writes x where positive, else e^x - 1 over this tensor; {@return this}. */
    default T elu_() {
        return elu_(1);
    }

    /** Writes x where positive, else alpha (e^x - 1) over this tensor; {@return this}. */
    default T elu_(double alpha) {
        Activations.ELU.applyInPlace(value(), Scalar.of(alpha));
        return self();
    }

    /** {@return x where positive, else e^x - 1, elementwise} */
    default T celu() {
        return celu(1);
    }

    /**
     * {@return x where positive, else alpha (e^(x / alpha) - 1), elementwise}
     *
     * @throws dev.vecgrad.type.VecgradException if alpha is 0
     */
    default T celu(double alpha) {
        return wrap(Activations.CELU.apply(value(), Gating.alpha(alpha)));
    }

    /** Writes x where positive, else e^x - 1 over this tensor; {@return this}. */
    default T celu_() {
        return celu_(1);
    }

    /** Writes x where positive, else alpha (e^(x / alpha) - 1) over this tensor; {@return this}. */
    default T celu_(double alpha) {
        Activations.CELU.applyInPlace(value(), Gating.alpha(alpha));
        return self();
    }

    /** {@return log(1 + e^x), elementwise} */
    default T softplus() {
        return softplus(1, 20);
    }

    /** {@return log(1 + e^(beta x)) / beta, x where beta x is above threshold, elementwise} */
    default T softplus(double beta, double threshold) {
        return wrap(Activations.SOFTPLUS.apply(value(), Scalar.of(beta), Scalar.of(threshold)));
    }

    /** {@return x where above threshold, else number, elementwise; integers stay integers} */
    default T threshold(double threshold, double number) {
        return wrap(
                Activations.THRESHOLD.apply(value(), Gating.bound(value(), threshold), Gating.bound(value(), number)));
    }

    /** Writes x where above threshold, else number over this tensor; {@return this}. */
    default T threshold_(double threshold, double number) {
        Activations.THRESHOLD.applyInPlace(value(), Gating.bound(value(), threshold), Gating.bound(value(), number));
        return self();
    }

    /** {@return x where |x| is above 0.5, else 0, elementwise} */
    default T hardshrink() {
        return hardshrink(0.5);
    }

    /** {@return x where |x| is above lambda, else 0, elementwise} */
    default T hardshrink(double lambda) {
        return wrap(Activations.HARDSHRINK.apply(value(), Scalar.of(lambda)));
    }

    /** {@return x nearer to 0 by 0.5, elementwise} */
    default T softshrink() {
        return softshrink(0.5);
    }

    /**
     * {@return x nearer to 0 by lambda, elementwise}
     *
     * @throws dev.vecgrad.type.VecgradException if lambda is negative
     */
    default T softshrink(double lambda) {
        return wrap(Activations.SOFTSHRINK.apply(value(), Gating.lambda(lambda)));
    }

    /** {@return gelu approximated by tanh, elementwise} */
    default T geluTanh() {
        return wrap(Activations.GELU_TANH.apply(value()));
    }

    /** {@return softmax of -x along a dim} */
    default T softmin(int dim) {
        return wrap(Softmax.softmax(PointwiseArithmetic.NEG.apply(value()), dim));
    }

    /** {@return x where positive, else w x with one slope w or one for each channel, which dim 1 counts} */
    default T prelu(T weight) {
        return wrap(Gating.prelu(value(), weight.value()));
    }

    /** {@return the first half along the last dim times the sigmoid of the second} */
    default T glu() {
        return glu(-1);
    }

    /** {@return the first half along dim times the sigmoid of the second} */
    default T glu(int dim) {
        return wrap(Gating.glu(value(), dim));
    }
}
