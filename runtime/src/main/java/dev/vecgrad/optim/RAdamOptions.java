package dev.vecgrad.optim;

import dev.vecgrad.type.VecgradException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Choices of {@link RAdam}.
 *
 * @param lr the learning rate: how far a step goes
 * @param beta1 the share of the mean gradient that is kept
 * @param beta2 the share of the mean squared gradient that is kept
 * @param eps what is added to the square root, so that nothing is divided by zero
 * @param weightDecay how fast parameters shrink
 * @param decoupledWeightDecay whether weight decay shrinks the parameter itself or is added to the gradient
 * @param maximize whether to ascend
 */
public record RAdamOptions(
        double lr,
        double beta1,
        double beta2,
        double eps,
        double weightDecay,
        boolean decoupledWeightDecay,
        boolean maximize)
        implements OptimizerOptions<RAdamOptions> {
    /**
     * Checks the choices.
     *
     * @throws VecgradException if a number is out of range
     */
    public RAdamOptions {
        Checks.notNegative("RAdam", "learning rate", lr);
        Checks.notNegative("RAdam", "epsilon value", eps);
        Checks.share("RAdam", 0, beta1);
        Checks.share("RAdam", 1, beta2);
        Checks.notNegative("RAdam", "weight_decay value", weightDecay);
    }

    /** {@return the same with another learning rate; 1e-3 at first} */
    public RAdamOptions lr(double newLr) {
        return new RAdamOptions(newLr, beta1, beta2, eps, weightDecay, decoupledWeightDecay, maximize);
    }

    /** {@return the same with other betas; 0.9 and 0.999 at first} */
    public RAdamOptions betas(double newBeta1, double newBeta2) {
        return new RAdamOptions(lr, newBeta1, newBeta2, eps, weightDecay, decoupledWeightDecay, maximize);
    }

    /** {@return the same with another eps; 1e-8 at first} */
    public RAdamOptions eps(double newEps) {
        return new RAdamOptions(lr, beta1, beta2, newEps, weightDecay, decoupledWeightDecay, maximize);
    }

    /** {@return the same with another weight decay; 0 at first} */
    public RAdamOptions weightDecay(double newWeightDecay) {
        return new RAdamOptions(lr, beta1, beta2, eps, newWeightDecay, decoupledWeightDecay, maximize);
    }

    /** {@return the same with another kind of weight decay; not decoupled at first} */
    public RAdamOptions decoupledWeightDecay(boolean newDecoupledWeightDecay) {
        return new RAdamOptions(lr, beta1, beta2, eps, weightDecay, newDecoupledWeightDecay, maximize);
    }

    /** {@return the same with up or down; down at first} */
    public RAdamOptions maximize(boolean newMaximize) {
        return new RAdamOptions(lr, beta1, beta2, eps, weightDecay, decoupledWeightDecay, newMaximize);
    }

    @Override
    public SequencedMap<String, Double> numbers() {
        SequencedMap<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("lr", lr);
        numbers.put("beta1", beta1);
        numbers.put("beta2", beta2);
        numbers.put("eps", eps);
        numbers.put("weight_decay", weightDecay);
        numbers.put("decoupled_weight_decay", Checks.number(decoupledWeightDecay));
        numbers.put("maximize", Checks.number(maximize));
        return numbers;
    }

    @Override
    public RAdamOptions with(Map<String, Double> numbers) {
        return new RAdamOptions(
                Checks.number(numbers, "lr"),
                Checks.number(numbers, "beta1"),
                Checks.number(numbers, "beta2"),
                Checks.number(numbers, "eps"),
                Checks.number(numbers, "weight_decay"),
                Checks.truth(numbers, "decoupled_weight_decay"),
                Checks.truth(numbers, "maximize"));
    }
}
