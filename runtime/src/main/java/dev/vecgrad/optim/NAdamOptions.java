package dev.vecgrad.optim;

import dev.vecgrad.type.VecgradException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Choices of {@link NAdam}.
 *
 * @param lr the learning rate: how far a step goes
 * @param beta1 the share of the mean gradient that is kept
 * @param beta2 the share of the mean squared gradient that is kept
 * @param eps what is added to the square root, so that nothing is divided by zero
 * @param weightDecay how fast parameters shrink
 * @param momentumDecay how fast the momentum grows to its full share
 * @param decoupledWeightDecay whether weight decay shrinks the parameter itself or is added to the gradient
 * @param maximize whether to ascend
 */
public record NAdamOptions(
        double lr,
        double beta1,
        double beta2,
        double eps,
        double weightDecay,
        double momentumDecay,
        boolean decoupledWeightDecay,
        boolean maximize)
        implements OptimizerOptions<NAdamOptions> {
    /**
     * Checks the choices.
     *
     * @throws VecgradException if a number is out of range
     */
    public NAdamOptions {
        Checks.notNegative("NAdam", "learning rate", lr);
        Checks.notNegative("NAdam", "epsilon value", eps);
        Checks.share("NAdam", 0, beta1);
        Checks.share("NAdam", 1, beta2);
        Checks.notNegative("NAdam", "weight_decay value", weightDecay);
        Checks.notNegative("NAdam", "momentum_decay value", momentumDecay);
    }

    /** {@return the same with another learning rate; 2e-3 at first} */
    public NAdamOptions lr(double newLr) {
        return new NAdamOptions(newLr, beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
    }

    /** {@return the same with other betas; 0.9 and 0.999 at first} */
    public NAdamOptions betas(double newBeta1, double newBeta2) {
        return new NAdamOptions(
                lr, newBeta1, newBeta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
    }

    /** {@return the same with another eps; 1e-8 at first} */
    public NAdamOptions eps(double newEps) {
        return new NAdamOptions(lr, beta1, beta2, newEps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
    }

    /** {@return the same with another weight decay; 0 at first} */
    public NAdamOptions weightDecay(double newWeightDecay) {
        return new NAdamOptions(lr, beta1, beta2, eps, newWeightDecay, momentumDecay, decoupledWeightDecay, maximize);
    }

    /** {@return the same with another momentum decay; 4e-3 at first} */
    public NAdamOptions momentumDecay(double newMomentumDecay) {
        return new NAdamOptions(lr, beta1, beta2, eps, weightDecay, newMomentumDecay, decoupledWeightDecay, maximize);
    }

    /** {@return the same with another kind of weight decay; not decoupled at first} */
    public NAdamOptions decoupledWeightDecay(boolean newDecoupledWeightDecay) {
        return new NAdamOptions(lr, beta1, beta2, eps, weightDecay, momentumDecay, newDecoupledWeightDecay, maximize);
    }

    /** {@return the same with up or down; down at first} */
    public NAdamOptions maximize(boolean newMaximize) {
        return new NAdamOptions(lr, beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, newMaximize);
    }

    @Override
    public SequencedMap<String, Double> numbers() {
        SequencedMap<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("lr", lr);
        numbers.put("beta1", beta1);
        numbers.put("beta2", beta2);
        numbers.put("eps", eps);
        numbers.put("weight_decay", weightDecay);
        numbers.put("momentum_decay", momentumDecay);
        numbers.put("decoupled_weight_decay", Checks.number(decoupledWeightDecay));
        numbers.put("maximize", Checks.number(maximize));
        return numbers;
    }

    @Override
    public NAdamOptions with(Map<String, Double> numbers) {
        return new NAdamOptions(
                Checks.number(numbers, "lr"),
                Checks.number(numbers, "beta1"),
                Checks.number(numbers, "beta2"),
                Checks.number(numbers, "eps"),
                Checks.number(numbers, "weight_decay"),
                Checks.number(numbers, "momentum_decay"),
                Checks.truth(numbers, "decoupled_weight_decay"),
                Checks.truth(numbers, "maximize"));
    }
}
