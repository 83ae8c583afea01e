package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Lowers the rates along half a cosine to {@code etaMin} in {@code t0} epochs, and begins anew with a time {@code tMult} times as long. Loshchilov and
 * Hutter 2016, arXiv:1608.03983.
 */
public final class CosineAnnealingWarmRestarts extends LRScheduler {
    private static final String NAME = "CosineAnnealingWarmRestarts";

    private final int t0;
    private final int tMult;
    private final double etaMin;
    private double length;
    private double at;

    /** A schedule of equally long times, to 0. */
    public CosineAnnealingWarmRestarts(Optimizer<?> optimizer, int t0) {
        this(optimizer, t0, 1, 0);
    }

    /** A schedule with choices. */
    public CosineAnnealingWarmRestarts(Optimizer<?> optimizer, int t0, int tMult, double etaMin) {
        super(optimizer);
        Checks.schedule(NAME, t0 > 0, "Expected positive integer T_0, but got " + t0);
        Checks.schedule(NAME, tMult >= 1, "Expected integer T_mult >= 1, but got " + tMult);
        this.t0 = t0;
        this.tMult = tMult;
        this.etaMin = etaMin;
        this.length = t0;
        begin();
    }

    /** Goes to an epoch, perhaps with a part of it, and sets its rates: for steps within epochs. */
    public void step(double epoch) {
        Checks.schedule(
                NAME, epoch >= 0 && epoch <= Integer.MAX_VALUE, "Expected non-negative epoch, but got " + epoch);
        at = epoch;
        length = t0;
        while (at >= length) {
            at -= length;
            length *= tMult;
        }
        lastEpoch((int) Math.floor(epoch));
        setRates(current());
    }

    @Override
    double[] initial() {
        at = 0;
        length = t0;
        return current();
    }

    @Override
    double[] again() {
        return initial();
    }

    @Override
    double[] next() {
        at++;
        if (at >= length) {
            at -= length;
            length *= tMult;
        }
        return current();
    }

    private double[] current() {
        double[] rates = rates();
        for (int i = 0; i < rates.length; i++) {
            rates[i] = etaMin + (baseLr(i) - etaMin) * (1 + Math.cos(Math.PI * at / length)) / 2;
        }
        return rates;
    }

    @Override
    public SequencedMap<String, Tensor> stateDict() {
        SequencedMap<String, Tensor> state = super.stateDict();
        state.put("T_i", scalar(length));
        state.put("T_cur", scalar(at));
        return state;
    }

    @Override
    public void loadStateDict(Map<String, Tensor> state) {
        double newLength = number(state, "T_i");
        double newAt = number(state, "T_cur");
        super.loadStateDict(state);
        length = newLength;
        at = newAt;
    }
}
