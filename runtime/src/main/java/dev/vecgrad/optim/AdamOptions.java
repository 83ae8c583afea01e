package dev.vecgrad.optim;

import dev.vecgrad.type.VecgradException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Choices of {@link Adam} and {@link AdamW}.
 *
 * @param lr the learning rate: how far a step goes
 * @param beta1 the share of the mean gradient that is kept
 * @param beta2 the share of the mean squared gradient that is kept
 * @param eps what is added to the square root, so that nothing is divided by zero
 * @param weightDecay how fast parameters shrink
 * @param amsgrad whether the greatest mean square so far counts
 * @param maximize whether to ascend
 * @param decoupledWeightDecay whether weight decay shrinks the parameter itself or is added to the gradient
 */
public record AdamOptions(
        double lr,
        double beta1,
        double beta2,
        double eps,
        double weightDecay,
        boolean amsgrad,
        boolean maximize,
        boolean decoupledWeightDecay)
        implements OptimizerOptions<AdamOptions> {
    /**
     * Checks the choices.
     *
     * @throws VecgradException if a number is negative or a beta is 1 or more
     */
    public AdamOptions {
        Checks.notNegative("Adam", "learning rate", lr);
        Checks.notNegative("Adam", "epsilon value", eps);
        Checks.share("Adam", 0, beta1);
        Checks.share("Adam", 1, beta2);
        Checks.notNegative("Adam", "weight_decay value", weightDecay);
    }

    /** {@return the same with another learning rate; 1e-3 at first} */
    public AdamOptions lr(double newLr) {
        return new AdamOptions(newLr, beta1, beta2, eps, weightDecay, amsgrad, maximize, decoupledWeightDecay);
    }

    /** {@return the same with other betas; 0.9 and 0.999 at first} */
    public AdamOptions betas(double newBeta1, double newBeta2) {
        return new AdamOptions(lr, newBeta1, newBeta2, eps, weightDecay, amsgrad, maximize, decoupledWeightDecay);
    }

    /** {@return the same with another eps; 1e-8 at first} */
    public AdamOptions eps(double newEps) {
        return new AdamOptions(lr, beta1, beta2, newEps, weightDecay, amsgrad, maximize, decoupledWeightDecay);
    }

    /** {@return the same with another weight decay; 0 at first for Adam, 0.01 for AdamW} */
    public AdamOptions weightDecay(double newWeightDecay) {
        return new AdamOptions(lr, beta1, beta2, eps, newWeightDecay, amsgrad, maximize, decoupledWeightDecay);
    }

    /** {@return the same with or without the greatest mean square; without at first} */
    public AdamOptions amsgrad(boolean newAmsgrad) {
        return new AdamOptions(lr, beta1, beta2, eps, weightDecay, newAmsgrad, maximize, decoupledWeightDecay);
    }

    /** {@return the same up or down; down at first} */
    public AdamOptions maximize(boolean newMaximize) {
        return new AdamOptions(lr, beta1, beta2, eps, weightDecay, amsgrad, newMaximize, decoupledWeightDecay);
    }

    /** {@return the same with another kind of weight decay; decoupled at first for AdamW alone} */
    public AdamOptions decoupledWeightDecay(boolean newDecoupled) {
        return new AdamOptions(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize, newDecoupled);
    }

    @Override
    public SequencedMap<String, Double> numbers() {
        SequencedMap<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("lr", lr);
        numbers.put("beta1", beta1);
        numbers.put("beta2", beta2);
        numbers.put("eps", eps);
        numbers.put("weight_decay", weightDecay);
        numbers.put("amsgrad", Checks.number(amsgrad));
        numbers.put("maximize", Checks.number(maximize));
        numbers.put("decoupled_weight_decay", Checks.number(decoupledWeightDecay));
        return numbers;
    }

    @Override
    public AdamOptions with(Map<String, Double> numbers) {
        return new AdamOptions(
                Checks.number(numbers, "lr"),
                Checks.number(numbers, "beta1"),
                Checks.number(numbers, "beta2"),
                Checks.number(numbers, "eps"),
                Checks.number(numbers, "weight_decay"),
                Checks.truth(numbers, "amsgrad"),
                Checks.truth(numbers, "maximize"),
                Checks.truth(numbers, "decoupled_weight_decay"));
    }
}
