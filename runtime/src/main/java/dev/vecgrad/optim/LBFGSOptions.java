package dev.vecgrad.optim;

import dev.vecgrad.type.VecgradException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Choices of {@link LBFGS}.
 *
 * @param lr the length of a step along the direction, or the first one that the line search tries
 * @param maxIter iterations in one call of step, at most
 * @param maxEval evaluations of the function in one call of step, at most; 5/4 of maxIter if it is 0
 * @param toleranceGrad no gradient beyond it: the end
 * @param toleranceChange no change of function or parameters beyond it: the end
 * @param historySize how many past steps the curvature is made of
 * @param lineSearch how far a step goes
 */
public record LBFGSOptions(
        double lr,
        int maxIter,
        int maxEval,
        double toleranceGrad,
        double toleranceChange,
        int historySize,
        LBFGS.LineSearch lineSearch)
        implements OptimizerOptions<LBFGSOptions> {
    /**
     * Checks the choices.
     *
     * @throws VecgradException if the learning rate is negative or no past step is allowed
     */
    public LBFGSOptions {
        Checks.notNegative("LBFGS", "learning rate", lr);
        if (historySize < 1) {
            throw new VecgradException("LBFGS: Invalid history size: " + historySize + ": it must be positive");
        }
    }

    /** {@return the same with another learning rate; 1 at first} */
    public LBFGSOptions lr(double newLr) {
        return new LBFGSOptions(newLr, maxIter, maxEval, toleranceGrad, toleranceChange, historySize, lineSearch);
    }

    /** {@return the same with another number of iterations; 20 at first} */
    public LBFGSOptions maxIter(int newMaxIter) {
        return new LBFGSOptions(lr, newMaxIter, maxEval, toleranceGrad, toleranceChange, historySize, lineSearch);
    }

    /** {@return the same with another number of evaluations; 0 at first} */
    public LBFGSOptions maxEval(int newMaxEval) {
        return new LBFGSOptions(lr, maxIter, newMaxEval, toleranceGrad, toleranceChange, historySize, lineSearch);
    }

    /** {@return the same with another tolerance of the gradient; 1e-7 at first} */
    public LBFGSOptions toleranceGrad(double newTolerance) {
        return new LBFGSOptions(lr, maxIter, maxEval, newTolerance, toleranceChange, historySize, lineSearch);
    }

    /** {@return the same with another tolerance of changes; 1e-9 at first} */
    public LBFGSOptions toleranceChange(double newTolerance) {
        return new LBFGSOptions(lr, maxIter, maxEval, toleranceGrad, newTolerance, historySize, lineSearch);
    }

    /** {@return the same with another history; 100 at first} */
    public LBFGSOptions historySize(int newHistorySize) {
        return new LBFGSOptions(lr, maxIter, maxEval, toleranceGrad, toleranceChange, newHistorySize, lineSearch);
    }

    /** {@return the same with another line search; none at first} */
    public LBFGSOptions lineSearch(LBFGS.LineSearch newLineSearch) {
        return new LBFGSOptions(lr, maxIter, maxEval, toleranceGrad, toleranceChange, historySize, newLineSearch);
    }

    @Override
    public SequencedMap<String, Double> numbers() {
        SequencedMap<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("lr", lr);
        numbers.put("max_iter", (double) maxIter);
        numbers.put("max_eval", (double) maxEval);
        numbers.put("tolerance_grad", toleranceGrad);
        numbers.put("tolerance_change", toleranceChange);
        numbers.put("history_size", (double) historySize);
        numbers.put("line_search_fn", Checks.number(lineSearch == LBFGS.LineSearch.STRONG_WOLFE));
        return numbers;
    }

    @Override
    public LBFGSOptions with(Map<String, Double> numbers) {
        return new LBFGSOptions(
                Checks.number(numbers, "lr"),
                (int) Checks.number(numbers, "max_iter"),
                (int) Checks.number(numbers, "max_eval"),
                Checks.number(numbers, "tolerance_grad"),
                Checks.number(numbers, "tolerance_change"),
                (int) Checks.number(numbers, "history_size"),
                Checks.truth(numbers, "line_search_fn") ? LBFGS.LineSearch.STRONG_WOLFE : LBFGS.LineSearch.NONE);
    }

    int evaluations() {
        return maxEval > 0 ? maxEval : maxIter * 5 / 4;
    }
}
