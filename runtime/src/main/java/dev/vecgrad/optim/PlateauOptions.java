package dev.vecgrad.optim;

/**
 * Choices of {@link ReduceLROnPlateau}.
 *
 * @param mode what is better
 * @param factor what rates are multiplied by
 * @param patience epochs without a better measure that are borne
 * @param threshold how much better counts
 * @param thresholdMode what the threshold is
 * @param cooldown epochs after a change that do not count
 * @param minLr the least rate
 * @param eps the least change that is made
 */
public record PlateauOptions(
        ReduceLROnPlateau.Mode mode,
        double factor,
        int patience,
        double threshold,
        ReduceLROnPlateau.ThresholdMode thresholdMode,
        int cooldown,
        double minLr,
        double eps) {
    /** {@return the same with another direction; less is better at first} */
    public PlateauOptions mode(ReduceLROnPlateau.Mode newMode) {
        return new PlateauOptions(newMode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps);
    }

    /** {@return the same with another factor; 0.1 at first} */
    public PlateauOptions factor(double newFactor) {
        return new PlateauOptions(mode, newFactor, patience, threshold, thresholdMode, cooldown, minLr, eps);
    }

    /** {@return the same with another patience; 10 at first} */
    public PlateauOptions patience(int newPatience) {
        return new PlateauOptions(mode, factor, newPatience, threshold, thresholdMode, cooldown, minLr, eps);
    }

    /** {@return the same with another threshold; 1e-4 of the best at first} */
    public PlateauOptions threshold(double newThreshold, ReduceLROnPlateau.ThresholdMode newThresholdMode) {
        return new PlateauOptions(mode, factor, patience, newThreshold, newThresholdMode, cooldown, minLr, eps);
    }

    /** {@return the same with another rest; 0 at first} */
    public PlateauOptions cooldown(int newCooldown) {
        return new PlateauOptions(mode, factor, patience, threshold, thresholdMode, newCooldown, minLr, eps);
    }

    /** {@return the same with another least rate; 0 at first} */
    public PlateauOptions minLr(double newMinLr) {
        return new PlateauOptions(mode, factor, patience, threshold, thresholdMode, cooldown, newMinLr, eps);
    }

    /** {@return the same with another least change; 1e-8 at first} */
    public PlateauOptions eps(double newEps) {
        return new PlateauOptions(mode, factor, patience, threshold, thresholdMode, cooldown, minLr, newEps);
    }
}
