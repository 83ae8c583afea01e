package dev.vecgrad.optim;

import java.util.Collections;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Multiplies the rates by what a function of the epoch says, from epoch 1 on. */
public final class MultiplicativeLR extends LRScheduler {
    private final List<IntToDoubleFunction> factors;

    /** A schedule with one function for all groups. */
    public MultiplicativeLR(Optimizer<?> optimizer, IntToDoubleFunction factor) {
        this(optimizer, Collections.nCopies(optimizer.groups().size(), factor));
    }

    /** A schedule with a function for each group. */
    public MultiplicativeLR(Optimizer<?> optimizer, List<IntToDoubleFunction> factors) {
        super(optimizer);
        Checks.oneForEach("MultiplicativeLR", factors.size(), groups().size());
        this.factors = List.copyOf(factors);
        begin();
    }

    @Override
    double[] again() {
        return rates();
    }

    @Override
    double[] next() {
        double[] rates = rates();
        for (int i = 0; i < rates.length; i++) {
            rates[i] *= factors.get(i).applyAsDouble(lastEpoch());
        }
        return rates;
    }
}
