package dev.vecgrad.nn;

import dev.vecgrad.ops.LossReduction;

/**
 * Choices of {@link PoissonNLLLoss}.
 *
 * @param logInput whether the input is the logarithm of the expectation
 * @param full whether Stirling's approximation of log(y!) is added
 * @param eps what is added to an input that is no logarithm before its logarithm is taken
 * @param reduction what becomes of the losses
 */
public record PoissonNLLOptions(boolean logInput, boolean full, double eps, LossReduction reduction) {
    /** {@return the same with an input that is a logarithm or not; it is at first} */
    public PoissonNLLOptions logInput(boolean newLogInput) {
        return new PoissonNLLOptions(newLogInput, full, eps, reduction);
    }

    /** {@return the same with or without the term of the target alone; without at first} */
    public PoissonNLLOptions full(boolean newFull) {
        return new PoissonNLLOptions(logInput, newFull, eps, reduction);
    }

    /** {@return the same with another eps; 1e-8 at first} */
    public PoissonNLLOptions eps(double newEps) {
        return new PoissonNLLOptions(logInput, full, newEps, reduction);
    }

    /** {@return the same with another reduction; the mean at first} */
    public PoissonNLLOptions reduction(LossReduction newReduction) {
        return new PoissonNLLOptions(logInput, full, eps, newReduction);
    }
}
