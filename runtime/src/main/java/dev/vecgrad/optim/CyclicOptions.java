package dev.vecgrad.optim;

/**
 * Choices of {@link CyclicLR}.
 *
 * @param baseLr the lower bound of the rates
 * @param maxLr the upper bound of the rates
 * @param stepSizeUp steps up
 * @param stepSizeDown steps down; 0 for as many as up
 * @param mode what becomes of later cycles
 * @param gamma the factor of a step in mode EXP_RANGE
 * @param cycleMomentum whether the momentum goes the other way
 * @param baseMomentum the lower bound of the momentum
 * @param maxMomentum the upper bound of the momentum
 */
public record CyclicOptions(
        double baseLr,
        double maxLr,
        int stepSizeUp,
        int stepSizeDown,
        CyclicLR.Mode mode,
        double gamma,
        boolean cycleMomentum,
        double baseMomentum,
        double maxMomentum) {
    /** {@return the same with other numbers of steps up and down; 2000 at first} */
    public CyclicOptions stepSizes(int newStepSizeUp, int newStepSizeDown) {
        return new CyclicOptions(
                baseLr, maxLr, newStepSizeUp, newStepSizeDown, mode, gamma, cycleMomentum, baseMomentum, maxMomentum);
    }

    /** {@return the same with another mode; equally high cycles at first} */
    public CyclicOptions mode(CyclicLR.Mode newMode) {
        return new CyclicOptions(
                baseLr, maxLr, stepSizeUp, stepSizeDown, newMode, gamma, cycleMomentum, baseMomentum, maxMomentum);
    }

    /** {@return the same with another gamma; 1 at first} */
    public CyclicOptions gamma(double newGamma) {
        return new CyclicOptions(
                baseLr, maxLr, stepSizeUp, stepSizeDown, mode, newGamma, cycleMomentum, baseMomentum, maxMomentum);
    }

    /** {@return the same with or without the momentum; with it at first} */
    public CyclicOptions cycleMomentum(boolean newCycleMomentum) {
        return new CyclicOptions(
                baseLr, maxLr, stepSizeUp, stepSizeDown, mode, gamma, newCycleMomentum, baseMomentum, maxMomentum);
    }

    /** {@return the same with other bounds of the momentum; 0.8 and 0.9 at first} */
    public CyclicOptions momenta(double newBaseMomentum, double newMaxMomentum) {
        return new CyclicOptions(
                baseLr, maxLr, stepSizeUp, stepSizeDown, mode, gamma, cycleMomentum, newBaseMomentum, newMaxMomentum);
    }

    int down() {
        return stepSizeDown == 0 ? stepSizeUp : stepSizeDown;
    }
}
