package dev.vecgrad.nn;

/**
 * Choices of the Kullback-Leibler divergence.
 *
 * @param reduction what becomes of the elements' losses
 * @param logTarget whether the target is given as its logarithm
 */
public record KLDivOptions(KLDivLoss.Reduction reduction, boolean logTarget) {
    /** {@return the same with another reduction; the mean at first} */
    public KLDivOptions reduction(KLDivLoss.Reduction newReduction) {
        return new KLDivOptions(newReduction, logTarget);
    }

    /** {@return the same with a target that is a logarithm or not; not at first} */
    public KLDivOptions logTarget(boolean newLogTarget) {
        return new KLDivOptions(reduction, newLogTarget);
    }
}
