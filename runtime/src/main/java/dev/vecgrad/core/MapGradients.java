package dev.vecgrad.core;

import dev.vecgrad.ir.Derivatives;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Exprs;
import dev.vecgrad.ir.Simplifier;
import dev.vecgrad.ir.Substitution;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The gradients of a {@link MapFunction}, derived once for each set of inputs that want one: all of them come from one
 * kernel, a map function again, over the incoming gradients and those inputs and results that its expressions mention.
 */
final class MapGradients {
    /**
     * How the gradients of one set of inputs are computed.
     *
     * @param function inputs: incoming gradients, then saved inputs, then saved outputs
     * @param wanted which input each of its results belongs to
     * @param passed for each input the incoming gradient that is its own as it is, as of a sum's terms; -1 if none is
     * @param gradients which incoming gradients it reads
     * @param savedInputs which inputs must be saved
     * @param savedOutputs which results must be saved
     */
    record Plan(
            MapFunction function, int[] wanted, int[] passed, int[] gradients, int[] savedInputs, int[] savedOutputs) {}

    private record Entry(long need, Plan plan) {}

    private final MapFunction forward;
    private volatile Entry[] entries = {};

    MapGradients(MapFunction forward) {
        this.forward = forward;
    }

    /** Records an application. */
    void record(Value[] in, long[] scalars, Value[] out) {
        MapNode node = node(in, in, scalars, out[0].shape());
        Recorder.record(node, in, out);
        node.saveOutputs(out);
    }

    private MapNode node(Value[] in, Value[] saved, long[] scalars, Shape shape) {
        Shape[] shapes = new Shape[in.length];
        for (int i = 0; i < in.length; i++) {
            shapes[i] = in[i].shape();
        }
        return new MapNode(forward, plan(need(in)), shapes, shape, scalars, saved);
    }

    /**
     * {@return the node of an application whose result is about to be written over {@code target}; its outputs are still to be saved}
     *
     * @param in the inputs as the graph knows them
     * @param read the same values as they will be read: copies of those that share memory with other elements of the target
     */
    MapNode nodeOfWrite(Value[] in, Value[] read, long[] scalars, Value target) {
        Value[] saved = read.clone();
        for (int i : plan(need(in)).savedInputs()) {
            if (saved[i].storage() == target.storage()) {
                saved[i] = Arithmetic.clone(saved[i]);
            }
        }
        return node(in, saved, scalars, target.shape());
    }

    private static long need(Value[] in) {
        long need = 0;
        for (int i = 0; i < in.length; i++) {
            if (in[i].requiresGrad()) {
                need |= 1L << i;
            }
        }
        return need;
    }

    private Plan plan(long need) {
        for (Entry entry : entries) {
            if (entry.need == need) {
                return entry.plan;
            }
        }
        return add(need);
    }

    private synchronized Plan add(long need) {
        Plan plan = derive(need);
        Entry[] more = Arrays.copyOf(entries, entries.length + 1);
        more[entries.length] = new Entry(need, plan);
        entries = more;
        return plan;
    }

    private Plan derive(long need) {
        int inputs = forward.inputs().size();
        List<Expr> wrt = new ArrayList<>();
        List<Integer> wanted = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            if ((need >> i & 1) != 0) {
                wrt.add(Expr.input(i, forward.inputs().get(i)));
                wanted.add(i);
            }
        }
        List<@Nullable Expr> derivatives = derivatives(wrt);
        List<Expr> found = new ArrayList<>();
        for (int i = 0; i < wrt.size(); i++) {
            found.add(orZero(derivatives.get(i), wrt.get(i)));
        }
        return withoutPassed(Simplifier.simplify(byResult(found)), wanted);
    }

    private Plan withoutPassed(List<Expr> derivatives, List<Integer> wanted) {
        int[] passed = new int[forward.inputs().size()];
        Arrays.fill(passed, -1);
        List<Expr> computed = new ArrayList<>();
        List<Integer> targets = new ArrayList<>();
        for (int i = 0; i < derivatives.size(); i++) {
            int gradient = gradientNumber(derivatives.get(i));
            if (gradient >= 0) {
                passed[wanted.get(i)] = gradient;
            } else {
                computed.add(derivatives.get(i));
                targets.add(wanted.get(i));
            }
        }
        return plan(computed, targets, passed);
    }

    /** Which incoming gradient an expression is; -1 if it is more than that. */
    private int gradientNumber(Expr derivative) {
        int first = forward.inputs().size();
        int number = derivative instanceof Expr.Input in ? in.index() - first : -1;
        return number < forward.outputs().size() ? Math.max(number, -1) : -1;
    }

    /** As PyTorch: what is constant around every point has a gradient of zero, not none. */
    private static Expr orZero(@Nullable Expr derivative, Expr input) {
        return derivative == null ? input.like(0) : derivative;
    }

    private List<@Nullable Expr> derivatives(List<Expr> wrt) {
        List<Expr> roots = new ArrayList<>();
        List<Expr> seeds = new ArrayList<>();
        for (int j = 0; j < forward.outputs().size(); j++) {
            Expr output = forward.outputs().get(j);
            if (output.dtype().isFloatingPoint()) {
                roots.add(output);
                seeds.add(Expr.input(forward.inputs().size() + j, output.dtype()));
            }
        }
        return Derivatives.of(roots, wrt, seeds);
    }

    /** Where a derivative mentions a result, the result is read, not computed again. */
    private List<Expr> byResult(List<Expr> derivatives) {
        List<Expr> outputs = forward.outputs();
        int first = forward.inputs().size() + outputs.size();
        return Exprs.rewrite(derivatives, (node, args) -> {
            int j = node.args().isEmpty() ? -1 : outputs.indexOf(node);
            return j < 0 ? Expr.rebuild(node, args) : Expr.input(first + j, node.dtype());
        });
    }

    /** Numbers the inputs that are mentioned from 0 on, in the order gradients, inputs, outputs. */
    private Plan plan(List<Expr> roots, List<Integer> targets, int[] passed) {
        int inputs = forward.inputs().size();
        int outputs = forward.outputs().size();
        TreeSet<Integer> gradients = new TreeSet<>();
        TreeSet<Integer> savedInputs = new TreeSet<>();
        TreeSet<Integer> savedOutputs = new TreeSet<>();
        Map<Integer, DType> dtypes = new HashMap<>();
        for (Expr node : Exprs.topological(roots)) {
            if (node instanceof Expr.Input in) {
                dtypes.put(in.index(), in.dtype());
                int index = in.index();
                (index < inputs ? savedInputs : index < inputs + outputs ? gradients : savedOutputs).add(index);
            }
        }
        List<Integer> order = new ArrayList<>(gradients);
        order.addAll(savedInputs);
        order.addAll(savedOutputs);
        List<Expr> renumbered = new ArrayList<>();
        for (Expr root : roots) {
            renumbered.add(Substitution.leaves(root, leaf -> renumber(leaf, order)));
        }
        List<DType> types =
                order.stream().map(i -> Objects.requireNonNull(dtypes.get(i))).toList();
        MapFunction function = new MapFunction(backwardName(), types, forward.params(), renumbered);
        return new Plan(
                function,
                array(targets, 0),
                passed,
                array(gradients, inputs),
                array(savedInputs, 0),
                array(savedOutputs, inputs + outputs));
    }

    private static Expr renumber(Expr leaf, List<Integer> order) {
        return leaf instanceof Expr.Input in ? Expr.input(order.indexOf(in.index()), in.dtype()) : leaf;
    }

    private String backwardName() {
        return forward.nodeName().replaceFirst("Backward\\d*$", "") + "BackwardBackward0";
    }

    private static int[] array(Iterable<Integer> numbers, int base) {
        List<Integer> list = new ArrayList<>();
        numbers.forEach(n -> list.add(n - base));
        return list.stream().mapToInt(Integer::intValue).toArray();
    }
}
