package dev.vecgrad.nn;

import dev.vecgrad.ops.LossReduction;

/**
 * Choices of {@link GaussianNLLLoss}.
 *
 * @param full whether the constant log(2 pi) / 2 is added
 * @param eps the least variance
 * @param reduction what becomes of the losses
 */
public record GaussianNLLOptions(boolean full, double eps, LossReduction reduction) {
    /** {@return the same with or without the constant; without at first} */
    public GaussianNLLOptions full(boolean newFull) {
        return new GaussianNLLOptions(newFull, eps, reduction);
    }

    /** {@return the same with another least variance; 1e-6 at first} */
    public GaussianNLLOptions eps(double newEps) {
        return new GaussianNLLOptions(full, newEps, reduction);
    }

    /** {@return the same with another reduction; the mean at first} */
    public GaussianNLLOptions reduction(LossReduction newReduction) {
        return new GaussianNLLOptions(full, eps, newReduction);
    }
}
