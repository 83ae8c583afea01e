package dev.vecgrad.optim;

import dev.vecgrad.type.VecgradException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Choices of {@link SGD}.
 *
 * @param lr the learning rate: how far a step goes
 * @param momentum the share of the last direction that is kept
 * @param dampening the share of the gradient that is left out of the direction
 * @param weightDecay the share of the parameter that is added to the gradient
 * @param nesterov whether to look ahead along the direction
 * @param maximize whether to ascend
 */
public record SGDOptions(
        double lr, double momentum, double dampening, double weightDecay, boolean nesterov, boolean maximize)
        implements OptimizerOptions<SGDOptions> {
    /**
     * Checks the choices.
     *
     * @throws VecgradException if a number is negative
     */
    public SGDOptions {
        Checks.notNegative("SGD", "learning rate", lr);
        Checks.notNegative("SGD", "momentum value", momentum);
        Checks.notNegative("SGD", "weight_decay value", weightDecay);
    }

    /** {@return the same with another learning rate; 1e-3 at first} */
    public SGDOptions lr(double newLr) {
        return new SGDOptions(newLr, momentum, dampening, weightDecay, nesterov, maximize);
    }

    /** {@return the same with another momentum; 0 at first} */
    public SGDOptions momentum(double newMomentum) {
        return new SGDOptions(lr, newMomentum, dampening, weightDecay, nesterov, maximize);
    }

    /** {@return the same with another dampening; 0 at first} */
    public SGDOptions dampening(double newDampening) {
        return new SGDOptions(lr, momentum, newDampening, weightDecay, nesterov, maximize);
    }

    /** {@return the same with another weight decay; 0 at first} */
    public SGDOptions weightDecay(double newWeightDecay) {
        return new SGDOptions(lr, momentum, dampening, newWeightDecay, nesterov, maximize);
    }

    /** {@return the same with or without looking ahead; without at first; needs momentum and no dampening} */
    public SGDOptions nesterov(boolean newNesterov) {
        return new SGDOptions(lr, momentum, dampening, weightDecay, newNesterov, maximize);
    }

    /** {@return the same up or down; down at first} */
    public SGDOptions maximize(boolean newMaximize) {
        return new SGDOptions(lr, momentum, dampening, weightDecay, nesterov, newMaximize);
    }

    /** Throws if the choices do not go together; when they are used, so that they can be made one by one. */
    void checkNesterov() {
        if (nesterov && (momentum <= 0 || dampening != 0)) {
            throw new VecgradException("SGD: Nesterov momentum requires a momentum and zero dampening: they are "
                    + momentum + " and " + dampening);
        }
    }

    @Override
    public SequencedMap<String, Double> numbers() {
        SequencedMap<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("lr", lr);
        numbers.put("momentum", momentum);
        numbers.put("dampening", dampening);
        numbers.put("weight_decay", weightDecay);
        numbers.put("nesterov", Checks.number(nesterov));
        numbers.put("maximize", Checks.number(maximize));
        return numbers;
    }

    @Override
    public SGDOptions with(Map<String, Double> numbers) {
        return new SGDOptions(
                Checks.number(numbers, "lr"),
                Checks.number(numbers, "momentum"),
                Checks.number(numbers, "dampening"),
                Checks.number(numbers, "weight_decay"),
                Checks.truth(numbers, "nesterov"),
                Checks.truth(numbers, "maximize"));
    }
}
