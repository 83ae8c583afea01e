package dev.vecgrad.optim;

import dev.vecgrad.type.VecgradException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Choices of {@link ASGD}.
 *
 * @param lr the learning rate: how far a step goes
 * @param lambd how fast parameters shrink, in steps of the falling rate
 * @param alpha the power by which the rate falls
 * @param t0 the step from which parameters are averaged
 * @param weightDecay how fast parameters shrink
 * @param maximize whether to ascend
 */
public record ASGDOptions(double lr, double lambd, double alpha, double t0, double weightDecay, boolean maximize)
        implements OptimizerOptions<ASGDOptions> {
    /**
     * Checks the choices.
     *
     * @throws VecgradException if a number is out of range
     */
    public ASGDOptions {
        Checks.notNegative("ASGD", "learning rate", lr);
        Checks.notNegative("ASGD", "weight_decay value", weightDecay);
    }

    /** {@return the same with another learning rate; 1e-2 at first} */
    public ASGDOptions lr(double newLr) {
        return new ASGDOptions(newLr, lambd, alpha, t0, weightDecay, maximize);
    }

    /** {@return the same with another lambd; 1e-4 at first} */
    public ASGDOptions lambd(double newLambd) {
        return new ASGDOptions(lr, newLambd, alpha, t0, weightDecay, maximize);
    }

    /** {@return the same with another alpha; 0.75 at first} */
    public ASGDOptions alpha(double newAlpha) {
        return new ASGDOptions(lr, lambd, newAlpha, t0, weightDecay, maximize);
    }

    /** {@return the same with another first step of the average; 1e6 at first} */
    public ASGDOptions t0(double newT0) {
        return new ASGDOptions(lr, lambd, alpha, newT0, weightDecay, maximize);
    }

    /** {@return the same with another weight decay; 0 at first} */
    public ASGDOptions weightDecay(double newWeightDecay) {
        return new ASGDOptions(lr, lambd, alpha, t0, newWeightDecay, maximize);
    }

    /** {@return the same with up or down; down at first} */
    public ASGDOptions maximize(boolean newMaximize) {
        return new ASGDOptions(lr, lambd, alpha, t0, weightDecay, newMaximize);
    }

    @Override
    public SequencedMap<String, Double> numbers() {
        SequencedMap<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("lr", lr);
        numbers.put("lambd", lambd);
        numbers.put("alpha", alpha);
        numbers.put("t0", t0);
        numbers.put("weight_decay", weightDecay);
        numbers.put("maximize", Checks.number(maximize));
        return numbers;
    }

    @Override
    public ASGDOptions with(Map<String, Double> numbers) {
        return new ASGDOptions(
                Checks.number(numbers, "lr"),
                Checks.number(numbers, "lambd"),
                Checks.number(numbers, "alpha"),
                Checks.number(numbers, "t0"),
                Checks.number(numbers, "weight_decay"),
                Checks.truth(numbers, "maximize"));
    }
}
