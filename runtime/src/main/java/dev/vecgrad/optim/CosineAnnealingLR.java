package dev.vecgrad.optim;

/** Lowers the rates along half a cosine to {@code etaMin} at epoch {@code tMax}, and back. Loshchilov and Hutter 2016, arXiv:1608.03983. */
public final class CosineAnnealingLR extends LRScheduler {
    private final int tMax;
    private final double etaMin;

    /** A schedule to 0. */
    public CosineAnnealingLR(Optimizer<?> optimizer, int tMax) {
        this(optimizer, tMax, 0);
    }

    /** A schedule with choices. */
    public CosineAnnealingLR(Optimizer<?> optimizer, int tMax, double etaMin) {
        super(optimizer);
        this.tMax = tMax;
        this.etaMin = etaMin;
        begin();
    }

    @Override
    double[] next() {
        double[] rates = rates();
        for (int i = 0; i < rates.length; i++) {
            rates[i] = next(rates[i], baseLr(i));
        }
        return rates;
    }

    private double next(double rate, double base) {
        int epoch = lastEpoch();
        if (Math.floorMod(epoch - 1 - tMax, 2 * tMax) == 0) {
            return rate + (base - etaMin) * (1 - Math.cos(Math.PI / tMax)) / 2;
        }
        double ratio = (1 + Math.cos(Math.PI * epoch / tMax)) / (1 + Math.cos(Math.PI * (epoch - 1) / tMax));
        return ratio * (rate - etaMin) + etaMin;
    }
}
