package dev.vecgrad.cli.train;

import dev.vecgrad.nn.Module;
import dev.vecgrad.optim.Adam;
import dev.vecgrad.optim.AdamW;
import dev.vecgrad.optim.Optimizer;
import dev.vecgrad.optim.SGD;
import java.util.Locale;

/** The optimisers that the command line offers, with their usual learning rates. */
public enum OptimizerChoice {
    /** Adaptive moments. */
    ADAM(1e-3),
    /** Adaptive moments with decoupled weight decay. */
    ADAMW(1e-3),
    /** Gradient descent with a momentum of 0.9. */
    SGD(1e-2);

    private final double defaultRate;

    OptimizerChoice(double defaultRate) {
        this.defaultRate = defaultRate;
    }

    /** {@return the learning rate when none is given} */
    public double defaultRate() {
        return defaultRate;
    }

    /** {@return an optimiser of the model's parameters} */
    public Optimizer<?> build(Module model, double rate) {
        return switch (this) {
            case ADAM -> new Adam(model.parameters(), Adam.options().lr(rate));
            case ADAMW -> new AdamW(model.parameters(), AdamW.options().lr(rate));
            case SGD ->
                new SGD(
                        model.parameters(),
                        dev.vecgrad.optim.SGD.options().lr(rate).momentum(0.9));
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
