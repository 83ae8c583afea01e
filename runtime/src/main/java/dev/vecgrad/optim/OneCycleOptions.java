package dev.vecgrad.optim;

/**
 * Choices of {@link OneCycleLR}.
 *
 * @param maxLr the peak
 * @param totalSteps the number of steps
 * @param pctStart the share of steps up to the peak
 * @param anneal along what rates go
 * @param cycleMomentum whether the momentum goes the other way
 * @param baseMomentum the momentum at the peak
 * @param maxMomentum the momentum at both ends
 * @param divFactor the peak divided by the first rate
 * @param finalDivFactor the first rate divided by the last
 * @param threePhase whether the way down stops at the first rate
 */
public record OneCycleOptions(
        double maxLr,
        int totalSteps,
        double pctStart,
        Anneal anneal,
        boolean cycleMomentum,
        double baseMomentum,
        double maxMomentum,
        double divFactor,
        double finalDivFactor,
        boolean threePhase) {
    /** {@return the same with another share of steps up; 0.3 at first} */
    public OneCycleOptions pctStart(double newPctStart) {
        return new OneCycleOptions(
                maxLr,
                totalSteps,
                newPctStart,
                anneal,
                cycleMomentum,
                baseMomentum,
                maxMomentum,
                divFactor,
                finalDivFactor,
                threePhase);
    }

    /** {@return the same with another way; along cosines at first} */
    public OneCycleOptions anneal(Anneal newAnneal) {
        return new OneCycleOptions(
                maxLr,
                totalSteps,
                pctStart,
                newAnneal,
                cycleMomentum,
                baseMomentum,
                maxMomentum,
                divFactor,
                finalDivFactor,
                threePhase);
    }

    /** {@return the same with or without the momentum; with it at first} */
    public OneCycleOptions cycleMomentum(boolean newCycleMomentum) {
        return new OneCycleOptions(
                maxLr,
                totalSteps,
                pctStart,
                anneal,
                newCycleMomentum,
                baseMomentum,
                maxMomentum,
                divFactor,
                finalDivFactor,
                threePhase);
    }

    /** {@return the same with other bounds of the momentum; 0.85 and 0.95 at first} */
    public OneCycleOptions momenta(double newBaseMomentum, double newMaxMomentum) {
        return new OneCycleOptions(
                maxLr,
                totalSteps,
                pctStart,
                anneal,
                cycleMomentum,
                newBaseMomentum,
                newMaxMomentum,
                divFactor,
                finalDivFactor,
                threePhase);
    }

    /** {@return the same with other quotients; 25 and 1e4 at first} */
    public OneCycleOptions divFactors(double newDivFactor, double newFinalDivFactor) {
        return new OneCycleOptions(
                maxLr,
                totalSteps,
                pctStart,
                anneal,
                cycleMomentum,
                baseMomentum,
                maxMomentum,
                newDivFactor,
                newFinalDivFactor,
                threePhase);
    }

    /** {@return the same with or without a third phase; without at first} */
    public OneCycleOptions threePhase(boolean newThreePhase) {
        return new OneCycleOptions(
                maxLr,
                totalSteps,
                pctStart,
                anneal,
                cycleMomentum,
                baseMomentum,
                maxMomentum,
                divFactor,
                finalDivFactor,
                newThreePhase);
    }
}
