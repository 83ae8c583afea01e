package dev.vecgrad.optim;

import dev.vecgrad.type.VecgradException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Choices of {@link Adamax}.
 *
 * @param lr the learning rate: how far a step goes
 * @param beta1 the share of the mean gradient that is kept
 * @param beta2 the share of the greatest gradient that is kept
 * @param eps what is added to the size of a gradient, so that nothing is divided by zero
 * @param weightDecay how fast parameters shrink
 * @param maximize whether to ascend
 */
public record AdamaxOptions(double lr, double beta1, double beta2, double eps, double weightDecay, boolean maximize)
        implements OptimizerOptions<AdamaxOptions> {
    /**
     * Checks the choices.
     *
     * @throws VecgradException if a number is out of range
     */
    public AdamaxOptions {
        Checks.notNegative("Adamax", "learning rate", lr);
        Checks.notNegative("Adamax", "epsilon value", eps);
        Checks.share("Adamax", 0, beta1);
        Checks.share("Adamax", 1, beta2);
        Checks.notNegative("Adamax", "weight_decay value", weightDecay);
    }

    /** {@return the same with another learning rate; 2e-3 at first} */
    public AdamaxOptions lr(double newLr) {
        return new AdamaxOptions(newLr, beta1, beta2, eps, weightDecay, maximize);
    }

    /** {@return the same with other betas; 0.9 and 0.999 at first} */
    public AdamaxOptions betas(double newBeta1, double newBeta2) {
        return new AdamaxOptions(lr, newBeta1, newBeta2, eps, weightDecay, maximize);
    }

    /** {@return the same with another eps; 1e-8 at first} */
    public AdamaxOptions eps(double newEps) {
        return new AdamaxOptions(lr, beta1, beta2, newEps, weightDecay, maximize);
    }

    /** {@return the same with another weight decay; 0 at first} */
    public AdamaxOptions weightDecay(double newWeightDecay) {
        return new AdamaxOptions(lr, beta1, beta2, eps, newWeightDecay, maximize);
    }

    /** {@return the same with up or down; down at first} */
    public AdamaxOptions maximize(boolean newMaximize) {
        return new AdamaxOptions(lr, beta1, beta2, eps, weightDecay, newMaximize);
    }

    @Override
    public SequencedMap<String, Double> numbers() {
        SequencedMap<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("lr", lr);
        numbers.put("beta1", beta1);
        numbers.put("beta2", beta2);
        numbers.put("eps", eps);
        numbers.put("weight_decay", weightDecay);
        numbers.put("maximize", Checks.number(maximize));
        return numbers;
    }

    @Override
    public AdamaxOptions with(Map<String, Double> numbers) {
        return new AdamaxOptions(
                Checks.number(numbers, "lr"),
                Checks.number(numbers, "beta1"),
                Checks.number(numbers, "beta2"),
                Checks.number(numbers, "eps"),
                Checks.number(numbers, "weight_decay"),
                Checks.truth(numbers, "maximize"));
    }
}
