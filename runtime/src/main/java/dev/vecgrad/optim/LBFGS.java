package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.GradMode;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.VecgradException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * Newton's method with an inverse Hessian made of the last steps. Liu and Nocedal 1989, "On the limited memory BFGS method
 * for large scale optimization". Takes the same steps as PyTorch's.
 *
 * <p>For functions that give the same value at the same point: classical models on all their data. Needs a line search
 * ({@link LineSearch#STRONG_WOLFE}) to be robust. Has one group of parameters, and steps by a closure only. Vectors are kept on the host
 * in float64; memory: {@code 2 * historySize} copies of the parameters. In its state PyTorch's lists {@code old_dirs}, {@code old_stps}
 * and {@code ro} are stacked into one tensor each.
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
public final class LBFGS extends Optimizer<LBFGSOptions> {
    /** How far a step along a direction goes. */
    public enum LineSearch {
        /** As far as the learning rate says. */
        NONE,
        /** To a point that fulfils Wolfe's strong conditions. */
        STRONG_WOLFE
    }

    private final FlatParameters parameters;
    private LBFGSMemory memory = new LBFGSMemory();

    /** An optimiser with the default choices. */
    public LBFGS(List<? extends Tensor> parameters) {
        this(parameters, options());
    }

    /** An optimiser of these parameters. */
    public LBFGS(List<? extends Tensor> parameters, LBFGSOptions options) {
        super(parameters, options);
        this.parameters = new FlatParameters(parameters);
    }

    /** {@return lr 1, 20 iterations, 25 evaluations, tolerances 1e-7 and 1e-9, 100 past steps, no line search} */
    public static LBFGSOptions options() {
        return new LBFGSOptions(1, 20, 0, 1e-7, 1e-9, 100, LineSearch.NONE);
    }

    /** {@return the number of iterations in all calls of step} */
    public int iterations() {
        return memory.iterations();
    }

    /** {@return how often the closure was called in all calls of step} */
    public int evaluations() {
        return memory.evaluations();
    }

    /** Always an error. */
    @Override
    public ParameterGroup<LBFGSOptions> addGroup(List<? extends Tensor> parameters, LBFGSOptions options) {
        throw new VecgradException("LBFGS: LBFGS doesn't support per-parameter options (parameter groups):"
                + " give all parameters to the constructor");
    }

    /** Always an error: the function is needed at points that only the closure can evaluate. */
    @Override
    public void step() {
        throw withoutClosure();
    }

    @Override
    void update(ParameterGroup<LBFGSOptions> group, Value parameter, Value gradient, ParameterState state) {
        throw withoutClosure();
    }

    private static VecgradException withoutClosure() {
        return new VecgradException("LBFGS: step() missing 1 required positional argument: 'closure':"
                + " it computes the function and its gradients at several points");
    }

    @Override
    public SequencedMap<String, Tensor> stateDict() {
        SequencedMap<String, Tensor> all = new LinkedHashMap<>();
        memory.write(all);
        all.putAll(super.stateDict());
        return all;
    }

    @Override
    public void loadStateDict(Map<String, Tensor> state) {
        Map<String, Tensor> choices = new LinkedHashMap<>();
        Map<String, Tensor> remembered = new LinkedHashMap<>();
        state.forEach(
                (name, tensor) -> (name.startsWith(OptimizerStates.GROUPS) ? choices : remembered).put(name, tensor));
        LBFGSMemory loaded = LBFGSMemory.read(remembered, parameters.size());
        super.loadStateDict(choices);
        memory = loaded;
    }

    private LBFGSOptions choices() {
        return groups().getFirst().options();
    }

    /** Where an iteration begins or ends: the function's value and gradient. */
    private record State(double loss, double[] gradient) {}

    /**
     * Iterates until an end that the options name.
     *
     * @param closure clears the gradients, computes the function, calls backward, and returns the function's value
     * @return the value before the first iteration
     */
    @Override
    public Tensor step(Supplier<Tensor> closure) {
        boolean before = GradMode.set(true);
        try {
            return iterate(closure);
        } finally {
            GradMode.set(before);
        }
    }

    private Tensor iterate(Supplier<Tensor> closure) {
        LBFGSOptions options = choices();
        int evaluationsBefore = evaluations();
        Tensor first = closure.get();
        memory.countEvaluation();
        State state = new State(first.item(), parameters.gradients());
        for (int i = 1; i <= options.maxIter() && !isOptimal(state, options); i++) {
            double[] direction = memory.nextDirection(state.gradient, options.historySize());
            double slope = Vectors.dot(state.gradient, direction);
            if (slope > -options.toleranceChange()) {
                break;
            }
            boolean isLast = i == options.maxIter();
            int left = options.evaluations() - (evaluations() - evaluationsBefore);
            State next = move(closure, state, direction, slope, left, isLast);
            boolean ended = evaluations() - evaluationsBefore >= options.evaluations() || isStuck(state, next, options);
            state = next;
            if (ended) {
                break;
            }
        }
        return first;
    }

    private static boolean isOptimal(State state, LBFGSOptions options) {
        return Vectors.maxNorm(state.gradient) <= options.toleranceGrad();
    }

    private boolean isStuck(State before, State after, LBFGSOptions options) {
        return Vectors.maxNorm(memory.lastStep()) <= options.toleranceChange()
                || Math.abs(after.loss - before.loss) < options.toleranceChange();
    }

    private State move(
            Supplier<Tensor> closure, State state, double[] direction, double slope, int left, boolean isLast) {
        LBFGSOptions options = choices();
        double[] origin = parameters.elements();
        double t = firstStep(state.gradient, options.lr());
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

    private double firstStep(double[] gradient, double lr) {
        return iterations() == 1 ? Math.min(1, 1 / Vectors.sumNorm(gradient)) * lr : lr;
    }

    private StrongWolfe.Point tried(Supplier<Tensor> closure, double[] origin, double[] direction, double t) {
        go(origin, direction, t);
        State there = evaluate(closure);
        return new StrongWolfe.Point(t, there.loss, there.gradient, Vectors.dot(there.gradient, direction));
    }

    private State evaluate(Supplier<Tensor> closure) {
        memory.countEvaluation();
        double loss = closure.get().item();
        return new State(loss, parameters.gradients());
    }

    private void go(double[] origin, double[] direction, double t) {
        memory.setLength(t);
        double[] target = origin.clone();
        Vectors.addScaled(target, direction, t);
        parameters.write(target);
    }
}
