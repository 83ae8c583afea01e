package dev.vecgrad.optim;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Sets the rates to what a function of the epoch says, times the first rates. */
public final class LambdaLR extends ClosedFormScheduler {
    private final List<IntToDoubleFunction> factors;

    /** A schedule with one function for all groups. */
    public LambdaLR(Optimizer<?> optimizer, IntToDoubleFunction factor) {
        this(optimizer, Collections.nCopies(optimizer.groups().size(), factor));
    }

    /** A schedule with a function for each group. */
    public LambdaLR(Optimizer<?> optimizer, List<IntToDoubleFunction> factors) {
        super(optimizer);
        Checks.oneForEach("LambdaLR", factors.size(), groups().size());
        this.factors = List.copyOf(factors);
        begin();
    }

    @Override
    double[] next() {
        double[] rates = new double[factors.size()];
        Arrays.setAll(rates, i -> baseLr(i) * factors.get(i).applyAsDouble(lastEpoch()));
        return rates;
    }
}
