package dev.vecgrad.optim;

import dev.vecgrad.type.VecgradException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Choices of {@link Adadelta}.
 *
 * @param lr the learning rate: how far a step goes
 * @param rho the share of the means that is kept
 * @param eps what is added below both square roots
 * @param weightDecay how fast parameters shrink
 * @param maximize whether to ascend
 */
public record AdadeltaOptions(double lr, double rho, double eps, double weightDecay, boolean maximize)
        implements OptimizerOptions<AdadeltaOptions> {
    /**
     * Checks the choices.
     *
     * @throws VecgradException if a number is out of range
     */
    public AdadeltaOptions {
        Checks.notNegative("Adadelta", "learning rate", lr);
        Checks.notNegative("Adadelta", "epsilon value", eps);
        Checks.notNegative("Adadelta", "weight_decay value", weightDecay);
        Checks.fraction("Adadelta", "rho value", rho);
    }

    /** {@return the same with another learning rate; 1 at first} */
    public AdadeltaOptions lr(double newLr) {
        return new AdadeltaOptions(newLr, rho, eps, weightDecay, maximize);
    }

    /** {@return the same with another rho; 0.9 at first} */
    public AdadeltaOptions rho(double newRho) {
        return new AdadeltaOptions(lr, newRho, eps, weightDecay, maximize);
    }

    /** {@return the same with another eps; 1e-6 at first} */
    public AdadeltaOptions eps(double newEps) {
        return new AdadeltaOptions(lr, rho, newEps, weightDecay, maximize);
    }

    /** {@return the same with another weight decay; 0 at first} */
    public AdadeltaOptions weightDecay(double newWeightDecay) {
        return new AdadeltaOptions(lr, rho, eps, newWeightDecay, maximize);
    }

    /** {@return the same with up or down; down at first} */
    public AdadeltaOptions maximize(boolean newMaximize) {
        return new AdadeltaOptions(lr, rho, eps, weightDecay, newMaximize);
    }

    @Override
    public SequencedMap<String, Double> numbers() {
        SequencedMap<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("lr", lr);
        numbers.put("rho", rho);
        numbers.put("eps", eps);
        numbers.put("weight_decay", weightDecay);
        numbers.put("maximize", Checks.number(maximize));
        return numbers;
    }

    @Override
    public AdadeltaOptions with(Map<String, Double> numbers) {
        return new AdadeltaOptions(
                Checks.number(numbers, "lr"),
                Checks.number(numbers, "rho"),
                Checks.number(numbers, "eps"),
                Checks.number(numbers, "weight_decay"),
                Checks.truth(numbers, "maximize"));
    }
}
