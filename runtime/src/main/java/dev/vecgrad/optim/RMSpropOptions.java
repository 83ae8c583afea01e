package dev.vecgrad.optim;

import dev.vecgrad.type.VecgradException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Choices of {@link RMSprop}.
 *
 * @param lr the learning rate: how far a step goes
 * @param alpha the share of the mean squared gradient that is kept
 * @param eps what is added to the square root, so that nothing is divided by zero
 * @param weightDecay how fast parameters shrink
 * @param momentum the share of the last direction that is kept
 * @param centered whether the squared gradient is taken about its mean
 * @param maximize whether to ascend
 */
public record RMSpropOptions(
        double lr, double alpha, double eps, double weightDecay, double momentum, boolean centered, boolean maximize)
        implements OptimizerOptions<RMSpropOptions> {
    /**
     * Checks the choices.
     *
     * @throws VecgradException if a number is out of range
     */
    public RMSpropOptions {
        Checks.notNegative("RMSprop", "learning rate", lr);
        Checks.notNegative("RMSprop", "epsilon value", eps);
        Checks.notNegative("RMSprop", "weight_decay value", weightDecay);
        Checks.notNegative("RMSprop", "momentum value", momentum);
        Checks.notNegative("RMSprop", "alpha value", alpha);
    }

    /** {@return the same with another learning rate; 1e-2 at first} */
    public RMSpropOptions lr(double newLr) {
        return new RMSpropOptions(newLr, alpha, eps, weightDecay, momentum, centered, maximize);
    }

    /** {@return the same with another alpha; 0.99 at first} */
    public RMSpropOptions alpha(double newAlpha) {
        return new RMSpropOptions(lr, newAlpha, eps, weightDecay, momentum, centered, maximize);
    }

    /** {@return the same with another eps; 1e-8 at first} */
    public RMSpropOptions eps(double newEps) {
        return new RMSpropOptions(lr, alpha, newEps, weightDecay, momentum, centered, maximize);
    }

    /** {@return the same with another weight decay; 0 at first} */
    public RMSpropOptions weightDecay(double newWeightDecay) {
        return new RMSpropOptions(lr, alpha, eps, newWeightDecay, momentum, centered, maximize);
    }

    /** {@return the same with another momentum; 0 at first} */
    public RMSpropOptions momentum(double newMomentum) {
        return new RMSpropOptions(lr, alpha, eps, weightDecay, newMomentum, centered, maximize);
    }

    /** {@return the same with a centred squared gradient or not; not at first} */
    public RMSpropOptions centered(boolean newCentered) {
        return new RMSpropOptions(lr, alpha, eps, weightDecay, momentum, newCentered, maximize);
    }

    /** {@return the same with up or down; down at first} */
    public RMSpropOptions maximize(boolean newMaximize) {
        return new RMSpropOptions(lr, alpha, eps, weightDecay, momentum, centered, newMaximize);
    }

    @Override
    public SequencedMap<String, Double> numbers() {
        SequencedMap<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("lr", lr);
        numbers.put("alpha", alpha);
        numbers.put("eps", eps);
        numbers.put("weight_decay", weightDecay);
        numbers.put("momentum", momentum);
        numbers.put("centered", Checks.number(centered));
        numbers.put("maximize", Checks.number(maximize));
        return numbers;
    }

    @Override
    public RMSpropOptions with(Map<String, Double> numbers) {
        return new RMSpropOptions(
                Checks.number(numbers, "lr"),
                Checks.number(numbers, "alpha"),
                Checks.number(numbers, "eps"),
                Checks.number(numbers, "weight_decay"),
                Checks.number(numbers, "momentum"),
                Checks.truth(numbers, "centered"),
                Checks.truth(numbers, "maximize"));
    }
}
