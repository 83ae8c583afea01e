package dev.vecgrad.optim;

/** Brings the rates to those of stochastic weight averaging within some epochs. Izmailov et al. 2018, arXiv:1803.05407. */
public final class SWALR extends LRScheduler {
    private final double swaLr;
    private final int annealEpochs;
    private final Anneal anneal;

    /** A schedule along a cosine in 10 epochs. */
    public SWALR(Optimizer<?> optimizer, double swaLr) {
        this(optimizer, swaLr, 10, Anneal.COS);
    }

    /** A schedule with choices. */
    public SWALR(Optimizer<?> optimizer, double swaLr, int annealEpochs, Anneal anneal) {
        super(optimizer);
        Checks.schedule(
                "SWALR", annealEpochs >= 0, "anneal_epochs must be equal or greater than 0, got " + annealEpochs);
        this.swaLr = swaLr;
        this.annealEpochs = annealEpochs;
        this.anneal = anneal;
        begin();
    }

    @Override
    double[] initial() {
        return annealEpochs == 0 ? next() : rates();
    }

    @Override
    double[] again() {
        return initial();
    }

    @Override
    double[] next() {
        int step = annealEpochs == 0 ? Math.max(1, lastEpoch()) : lastEpoch();
        double before = share(step - 1);
        double now = share(step);
        double[] rates = rates();
        for (int i = 0; i < rates.length; i++) {
            double first = before == 1 ? swaLr : (rates[i] - before * swaLr) / (1 - before);
            rates[i] = swaLr * now + first * (1 - now);
        }
        return rates;
    }

    private double share(int step) {
        return anneal.between(0, 1, Math.clamp((double) step / Math.max(1, annealEpochs), 0, 1));
    }
}
