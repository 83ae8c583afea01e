package dev.vecgrad.optim;

import dev.vecgrad.type.VecgradException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Choices of {@link Rprop}.
 *
 * @param lr the learning rate: how far a step goes
 * @param etaMinus the factor of a step after which the gradient changed its sign
 * @param etaPlus the factor of a step after which it did not
 * @param stepMin the least step
 * @param stepMax the greatest step
 * @param maximize whether to ascend
 */
public record RpropOptions(double lr, double etaMinus, double etaPlus, double stepMin, double stepMax, boolean maximize)
        implements OptimizerOptions<RpropOptions> {
    /**
     * Checks the choices.
     *
     * @throws VecgradException if a number is out of range
     */
    public RpropOptions {
        Checks.notNegative("Rprop", "learning rate", lr);
        Checks.etas(etaMinus, etaPlus);
    }

    /** {@return the same with another learning rate; 1e-2 at first} */
    public RpropOptions lr(double newLr) {
        return new RpropOptions(newLr, etaMinus, etaPlus, stepMin, stepMax, maximize);
    }

    /** {@return the same with other factors of steps; 0.5 and 1.2 at first} */
    public RpropOptions etas(double newEtaMinus, double newEtaPlus) {
        return new RpropOptions(lr, newEtaMinus, newEtaPlus, stepMin, stepMax, maximize);
    }

    /** {@return the same with other bounds of steps; 1e-6 and 50 at first} */
    public RpropOptions stepSizes(double newStepMin, double newStepMax) {
        return new RpropOptions(lr, etaMinus, etaPlus, newStepMin, newStepMax, maximize);
    }

    /** {@return the same with up or down; down at first} */
    public RpropOptions maximize(boolean newMaximize) {
        return new RpropOptions(lr, etaMinus, etaPlus, stepMin, stepMax, newMaximize);
    }

    @Override
    public SequencedMap<String, Double> numbers() {
        SequencedMap<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("lr", lr);
        numbers.put("etaminus", etaMinus);
        numbers.put("etaplus", etaPlus);
        numbers.put("step_size_min", stepMin);
        numbers.put("step_size_max", stepMax);
        numbers.put("maximize", Checks.number(maximize));
        return numbers;
    }

    @Override
    public RpropOptions with(Map<String, Double> numbers) {
        return new RpropOptions(
                Checks.number(numbers, "lr"),
                Checks.number(numbers, "etaminus"),
                Checks.number(numbers, "etaplus"),
                Checks.number(numbers, "step_size_min"),
                Checks.number(numbers, "step_size_max"),
                Checks.truth(numbers, "maximize"));
    }
}
