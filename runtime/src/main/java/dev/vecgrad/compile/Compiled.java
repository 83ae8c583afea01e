package dev.vecgrad.compile;

import dev.vecgrad.Tensor;
import dev.vecgrad.exec.Tracing;
import dev.vecgrad.plan.Plan;
import dev.vecgrad.type.CompileException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A function of tensors, such as a whole training step, that is taken down at its first call and then repeated as few fused kernels in
 * memory that was planned.
 *
 * {@snippet :
 * var sgd = new SGD(model.parameters(), SGD.options().lr(0.1));
 * Compiled step = Compiled.of((Tensor images, Tensor labels) -> {
 *     sgd.zeroGrad();
 *     Tensor loss = Losses.crossEntropy(model.forward(images), labels);
 *     loss.backward();
 *     sgd.step();
 *     return loss;
 * });
 * double loss = step.call(x, y).item();
 * }
 *
 * <p>The function may be any Java code that uses tensors: backward, in-place operations, views, modules in training, optimisers. It runs
 * once for each kind of arguments (dtype, shape, strides, whether gradients are wanted) and does not compute then; what it asks of its
 * tensors is taken down, and this is what calls repeat, with the same results to the bit. A call
 *
 * <ul>
 *   <li>reads anew: arguments, all tensors the function uses, learning rates and other choices of optimisers, their step counts, the
 *       places of Philox generators;
 *   <li>takes it down again if something it relied on has changed: training mode of modules, which tensors want gradients, whether a leaf
 *       has one, which choices of an optimiser are zero, whether gradients are recorded;
 *   <li>repeats Java numbers, strings and branches as they were: {@code x.mul(factor)} with a Java {@code factor} multiplies by what it
 *       was. Hand over a tensor instead. Code without tensors, such as printing, does not run again.
 * </ul>
 *
 * <p>Inside, tensors have no values: {@code item()}, {@code toArray()}, printing and {@code equal} are errors that name the line. Results
 * are new tensors without history; gradients are made by a backward inside. The grads that a call sets lie in memory of the
 * function's own, which the next call writes over. A call that fails, e.g. by an index out of range, changes nothing. Calls from several
 * threads come one after the other. As torch.compile, with CUDA graphs' manner of repeating.
 */
public final class Compiled {
    private static final System.Logger LOG = System.getLogger(Compiled.class.getName());
    private static final int MOST_PLANS = 64;
    private static final int MANY_PLANS = 8;

    private final Function<List<Tensor>, List<Tensor>> function;
    private final int arity;
    private final List<CompiledCall> calls = new ArrayList<>();

    private Compiled(int arity, Function<List<Tensor>, List<Tensor>> function) {
        this.arity = arity;
        this.function = function;
    }

    /** {@return a compiled function without arguments} */
    public static Compiled of(Supplier<Tensor> function) {
        return new Compiled(0, _ -> List.of(function.get()));
    }

    /** {@return a compiled function of one tensor} */
    public static Compiled of(Function<Tensor, Tensor> function) {
        return new Compiled(1, args -> List.of(function.apply(args.getFirst())));
    }

    /** {@return a compiled function of two tensors} */
    public static Compiled of(BiFunction<Tensor, Tensor, Tensor> function) {
        return new Compiled(2, args -> List.of(function.apply(args.get(0), args.get(1))));
    }

    /** {@return a compiled function of any number of tensors with any number of results} */
    public static Compiled ofMany(Function<List<Tensor>, List<Tensor>> function) {
        return new Compiled(-1, function);
    }

    /**
     * Calls a function with one result. {@return the result}
     *
     * @throws CompileException if the number of arguments is another, an argument was made by a recorded op, the function asks for a value,
     *     or arguments share memory that it writes
     */
    public Tensor call(Tensor... arguments) {
        return callMany(List.of(arguments)).getFirst();
    }

    /** Calls the function. {@return the results}; errors as of {@link #call} */
    public List<Tensor> callMany(List<Tensor> arguments) {
        check(arguments);
        if (Tracing.isOn()) {
            return function.apply(arguments);
        }
        return run(arguments);
    }

    private synchronized List<Tensor> run(List<Tensor> arguments) {
        return find(arguments).run(arguments);
    }

    private void check(List<Tensor> arguments) {
        if (arity >= 0 && arguments.size() != arity) {
            throw new CompileException("compile: the function takes " + arity + " tensors, not " + arguments.size());
        }
        for (int i = 0; i < arguments.size() && !Tracing.isOn(); i++) {
            if (!arguments.get(i).isLeaf()) {
                throw new CompileException("compile: argument " + i
                        + " was made by a recorded op: its gradient would end at the call: hand over detach(), or compute it"
                        + " inside");
            }
        }
    }

    private CompiledCall find(List<Tensor> arguments) {
        for (CompiledCall call : calls) {
            if (call.fits(arguments)) {
                return call;
            }
        }
        CompiledCall made = CompiledCall.trace(function, arguments);
        calls.addFirst(made);
        if (calls.size() > MOST_PLANS) {
            CompiledCall _ = calls.removeLast();
        }
        if (calls.size() % MANY_PLANS == 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a compiled function was taken down {0} times, the latest time for {1}: keep shapes alike, e.g. by leaving"
                            + " out the last, smaller batch, and what the function relies on the same, e.g. whether there are"
                            + " gradients before a call",
                    calls.size(),
                    arguments.stream().map(t -> t.dtype() + " " + t.shape()).toList());
        }
        return made;
    }

    /** {@return how often it was taken down} */
    public synchronized int plans() {
        return calls.size();
    }

    /**
     * {@return what the latest plan does: the steps that were taken down, those that a call does instead, each with its operands, its
     * expressions, the bytes it touches and its arithmetic, and the memory of intermediates}
     *
     * @throws CompileException if it was not called yet
     */
    public synchronized String explain() {
        return latest().explain();
    }

    /**
     * {@return the steps of the latest plan as a graph in the DOT language}
     *
     * @throws CompileException if it was not called yet
     */
    public synchronized String toDot() {
        return latest().toDot();
    }

    /**
     * {@return how many kernels, products and other calls the latest plan runs}
     *
     * @throws CompileException if it was not called yet
     */
    public synchronized int steps() {
        return latest().steps();
    }

    /**
     * {@return the bytes of intermediates, which are reserved once, of the latest plan}
     *
     * @throws CompileException if it was not called yet
     */
    public synchronized long intermediateBytes() {
        return latest().intermediateBytes();
    }

    private Plan latest() {
        if (calls.isEmpty()) {
            throw new CompileException("explain: the function was not called yet: its plan is made at the first call");
        }
        return calls.getFirst().plan();
    }
}
