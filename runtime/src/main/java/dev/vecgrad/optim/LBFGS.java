package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.GradMode;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Newton's method with an inverse Hessian made of the last steps. Liu and Nocedal 1989, "On the limited memory BFGS method
 * for large scale optimization". Takes the same steps as PyTorch's.
 *
 * <p>For functions that give the same value at the same point: classical models on all their data. Needs a line search
 * ({@link LineSearch#STRONG_WOLFE}) to be robust. Vectors are kept on the host in float64; memory: {@code 2 * historySize} copies of
 * the parameters.
 *
 * {@snippet :
 * var lbfgs = new LBFGS(model.parameters(), LBFGS.options().maxIter(100).lineSearch(LBFGS.LineSearch.STRONG_WOLFE));
 * lbfgs.step(() -> {
 *     lbfgs.zeroGrad();
 *     Tensor loss = Losses.binaryCrossEntropyWithLogits(model.forward(x), y);
 *     loss.backward();
 *     return loss;
 * });
 * }
 */
public final class LBFGS {
    /** How far a step along a direction goes. */
    public enum LineSearch {
        /** As far as the learning rate says. */
        NONE,
        /** To a point that fulfils Wolfe's strong conditions. */
        STRONG_WOLFE
    }

    private final FlatParameters parameters;
    private final LBFGSOptions options;
    private final InverseHessian curvature;
    private int iterations;
    private int evaluations;
    private double @Nullable [] lastGradient;
    private double[] lastStep = {};

    /** An optimiser with the default choices. */
    public LBFGS(List<? extends Tensor> parameters) {
        this(parameters, options());
    }

    /** An optimiser of these parameters. */
    public LBFGS(List<? extends Tensor> parameters, LBFGSOptions options) {
        this.parameters = new FlatParameters(parameters);
        this.options = options;
        this.curvature = new InverseHessian(options.historySize());
    }

    /** {@return lr 1, 20 iterations, 25 evaluations, tolerances 1e-7 and 1e-9, 100 past steps, no line search} */
    public static LBFGSOptions options() {
        return new LBFGSOptions(1, 20, 0, 1e-7, 1e-9, 100, LineSearch.NONE);
    }

    /** Drops all parameters' gradients; for the closure. */
    public void zeroGrad() {
        parameters.zeroGrad();
    }

    /** {@return the number of iterations in all calls of step} */
    public int iterations() {
        return iterations;
    }

    /** {@return how often the closure was called in all calls of step} */
    public int evaluations() {
        return evaluations;
    }

    /** Where an iteration begins or ends: the function's value and gradient. */
    private record State(double loss, double[] gradient) {}

    /**
     * Iterates until an end that the options name.
     *
     * @param closure clears the gradients, computes the function, calls backward, and returns the function's value
     * @return the value before the first iteration
     */
    public Tensor step(Supplier<Tensor> closure) {
        boolean before = GradMode.set(true);
        try {
            return iterate(closure);
        } finally {
            GradMode.set(before);
        }
    }

    private Tensor iterate(Supplier<Tensor> closure) {
        int evaluationsBefore = evaluations;
        Tensor first = closure.get();
        evaluations++;
        State state = new State(first.item(), parameters.gradients());
        for (int i = 1; i <= options.maxIter() && !isOptimal(state); i++) {
            double[] direction = direction(state.gradient);
            double slope = Vectors.dot(state.gradient, direction);
            if (slope > -options.toleranceChange()) {
                break;
            }
            boolean isLast = i == options.maxIter();
            int left = options.evaluations() - (evaluations - evaluationsBefore);
            State next = move(closure, state, direction, slope, left, isLast);
            boolean ended = evaluations - evaluationsBefore >= options.evaluations() || isStuck(state, next);
            state = next;
            if (ended) {
                break;
            }
        }
        return first;
    }

    private boolean isOptimal(State state) {
        return Vectors.maxNorm(state.gradient) <= options.toleranceGrad();
    }

    private boolean isStuck(State before, State after) {
        return Vectors.maxNorm(lastStep) <= options.toleranceChange()
                || Math.abs(after.loss - before.loss) < options.toleranceChange();
    }

    private double[] direction(double[] gradient) {
        iterations++;
        if (lastGradient != null) {
            curvature.update(lastStep, Vectors.difference(gradient, lastGradient));
        }
        lastGradient = gradient;
        return curvature.direction(gradient);
    }

    private State move(
            Supplier<Tensor> closure, State state, double[] direction, double slope, int left, boolean isLast) {
        double[] origin = parameters.elements();
        double t = firstStep(state.gradient);
        return switch (options.lineSearch()) {
            case NONE -> {
                go(origin, direction, t);
                yield isLast ? state : evaluate(closure);
            }
            case STRONG_WOLFE -> {
                var start = new StrongWolfe.Point(0, state.loss, state.gradient, slope);
                double minBracket = options.toleranceChange() / Vectors.maxNorm(direction);
                var found =
                        StrongWolfe.search(step -> tried(closure, origin, direction, step), start, t, left, minBracket);
                go(origin, direction, found.best().t());
                yield new State(found.best().value(), found.best().gradient());
            }
        };
    }

    private double firstStep(double[] gradient) {
        return iterations == 1 ? Math.min(1, 1 / Vectors.sumNorm(gradient)) * options.lr() : options.lr();
    }

    private StrongWolfe.Point tried(Supplier<Tensor> closure, double[] origin, double[] direction, double t) {
        go(origin, direction, t);
        State there = evaluate(closure);
        return new StrongWolfe.Point(t, there.loss, there.gradient, Vectors.dot(there.gradient, direction));
    }

    private State evaluate(Supplier<Tensor> closure) {
        evaluations++;
        double loss = closure.get().item();
        return new State(loss, parameters.gradients());
    }

    private void go(double[] origin, double[] direction, double t) {
        lastStep = Vectors.scaled(direction, t);
        double[] target = origin.clone();
        Vectors.addScaled(target, direction, t);
        parameters.write(target);
    }
}
