package dev.vecgrad.optim;

import dev.vecgrad.type.VecgradException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Choices of {@link Adagrad}.
 *
 * @param lr the learning rate: how far a step goes
 * @param lrDecay how fast the learning rate falls
 * @param weightDecay how fast parameters shrink
 * @param initialAccumulatorValue what the sums of squared gradients begin with
 * @param eps what is added to the square root, so that nothing is divided by zero
 * @param maximize whether to ascend
 */
public record AdagradOptions(
        double lr, double lrDecay, double weightDecay, double initialAccumulatorValue, double eps, boolean maximize)
        implements OptimizerOptions<AdagradOptions> {
    /**
     * Checks the choices.
     *
     * @throws VecgradException if a number is out of range
     */
    public AdagradOptions {
        Checks.notNegative("Adagrad", "learning rate", lr);
        Checks.notNegative("Adagrad", "epsilon value", eps);
        Checks.notNegative("Adagrad", "weight_decay value", weightDecay);
        Checks.notNegative("Adagrad", "lr_decay value", lrDecay);
        Checks.notNegative("Adagrad", "initial_accumulator_value value", initialAccumulatorValue);
    }

    /** {@return the same with another learning rate; 1e-2 at first} */
    public AdagradOptions lr(double newLr) {
        return new AdagradOptions(newLr, lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
    }

    /** {@return the same with another decay of the learning rate; 0 at first} */
    public AdagradOptions lrDecay(double newLrDecay) {
        return new AdagradOptions(lr, newLrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
    }

    /** {@return the same with another weight decay; 0 at first} */
    public AdagradOptions weightDecay(double newWeightDecay) {
        return new AdagradOptions(lr, lrDecay, newWeightDecay, initialAccumulatorValue, eps, maximize);
    }

    /** {@return the same with another beginning of the sums; 0 at first} */
    public AdagradOptions initialAccumulatorValue(double newInitialAccumulatorValue) {
        return new AdagradOptions(lr, lrDecay, weightDecay, newInitialAccumulatorValue, eps, maximize);
    }

    /** {@return the same with another eps; 1e-10 at first} */
    public AdagradOptions eps(double newEps) {
        return new AdagradOptions(lr, lrDecay, weightDecay, initialAccumulatorValue, newEps, maximize);
    }

    /** {@return the same with up or down; down at first} */
    public AdagradOptions maximize(boolean newMaximize) {
        return new AdagradOptions(lr, lrDecay, weightDecay, initialAccumulatorValue, eps, newMaximize);
    }

    @Override
    public SequencedMap<String, Double> numbers() {
        SequencedMap<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("lr", lr);
        numbers.put("lr_decay", lrDecay);
        numbers.put("weight_decay", weightDecay);
        numbers.put("initial_accumulator_value", initialAccumulatorValue);
        numbers.put("eps", eps);
        numbers.put("maximize", Checks.number(maximize));
        return numbers;
    }

    @Override
    public AdagradOptions with(Map<String, Double> numbers) {
        return new AdagradOptions(
                Checks.number(numbers, "lr"),
                Checks.number(numbers, "lr_decay"),
                Checks.number(numbers, "weight_decay"),
                Checks.number(numbers, "initial_accumulator_value"),
                Checks.number(numbers, "eps"),
                Checks.truth(numbers, "maximize"));
    }
}
