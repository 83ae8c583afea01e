package dev.vecgrad.core;

import dev.vecgrad.core.Node.Edge;
import dev.vecgrad.type.AutogradException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Enters ops into the gradients' graph. */
public final class Recorder {
    private Recorder() {}

    /** {@return whether an op on {@code input} must be recorded: the input requires a gradient and this thread records} */
    public static boolean isNeeded(Value input) {
        return input.requiresGrad() && GradMode.isEnabled();
    }

    /** {@return whether an op on these two must be recorded} */
    public static boolean isNeeded(Value a, Value b) {
        return (a.requiresGrad() || b.requiresGrad()) && GradMode.isEnabled();
    }

    /** {@return whether an op on these inputs must be recorded} */
    public static boolean isNeeded(Value... inputs) {
        return anyRequiresGrad(inputs) && GradMode.isEnabled();
    }

    private static boolean anyRequiresGrad(Value[] inputs) {
        for (Value input : inputs) {
            if (input.requiresGrad()) {
                return true;
            }
        }
        return false;
    }

    /** Makes {@code node} the history of {@code outputs}; those that are not floating point get none. */
    public static void record(Node node, Value[] inputs, Value... outputs) {
        node.attach(edges(inputs), outputs);
        for (int i = 0; i < outputs.length; i++) {
            if (outputs[i].dtype().isFloatingPoint()) {
                outputs[i].autogradOrNew().gradFn(outputs[i], node, i);
            }
        }
    }

    /**
     * Records an op with one output if its inputs need that.
     *
     * @param name the node's name
     * @param rule how the output's gradient becomes the inputs'
     * @param saved what the rule reads of inputs and outputs
     * @return {@code output}
     */
    public static Value record(String name, Value[] inputs, Value output, Rule rule, SavedValue... saved) {
        if (isNeeded(inputs)) {
            record(new RuleNode(name, rule, saved), inputs, output);
            settle(saved);
        }
        return output;
    }

    /**
     * Throws unless {@code target} may be written in place.
     *
     * @param op the op's name without underscore
     * @param inputs what else the op reads
     * @throws AutogradException if the write would be recorded and the target is a leaf that requires a gradient, a view of one, or a view
     *     that has no history; or if several indices of the target name one element
     */
    public static void checkInPlace(String op, Value target, Value... inputs) {
        if ((target.requiresGrad() || anyRequiresGrad(inputs)) && GradMode.isEnabled()) {
            checkHistory(op + "_", target);
        }
        if (Strides.mayOverlapItself(target.shape(), target.strides())) {
            throw new AutogradException(
                    op + "_: unsupported operation: more than one element of the written-to tensor refers to a"
                            + " single memory location. Please clone() the tensor before performing the operation.: shape "
                            + target.shape() + " with strides " + Arrays.toString(target.strides()));
        }
    }

    /** Throws if a recorded write to {@code target} is not allowed. */
    static void checkHistory(String op, Value target) {
        AutogradMeta meta = target.autograd();
        ViewRelation view = meta == null ? null : meta.view();
        if (view != null) {
            view.origin().checkWrite(op);
            if (target.requiresGrad() && view.base().isLeaf()) {
                throw leafWritten(op, "a view of a leaf");
            }
        }
        if (target.requiresGrad() && target.isLeaf()) {
            throw leafWritten(op, "a leaf");
        }
    }

    private static AutogradException leafWritten(String op, String what) {
        return new AutogradException(
                op + ": " + what
                        + " Variable that requires grad is being used in an in-place operation.: write under noGrad, or to a clone()");
    }

    /**
     * Counts a write in place that has just been done and makes {@code node} the target's history, and that of its base.
     *
     * @param node the write as a function of its inputs; null if it is not to be recorded, as no write to integers is
     * @param inputs what the node's gradients are for, the target first
     */
    public static void recordInPlace(@Nullable Node node, Value[] inputs, Value target) {
        if (node == null || !target.dtype().isFloatingPoint()) {
            target.storage().bumpVersion();
            return;
        }
        node.attach(edges(inputs), target);
        target.storage().bumpVersion();
        rebase(node, 0, 0, target);
        Survivors.outliveWith(target, node);
    }

    /** Records a write in place by a rule, if its inputs need that, and counts it. */
    public static void recordInPlace(String name, Value[] inputs, Value target, Rule rule, SavedValue... saved) {
        boolean needed = isNeeded(inputs);
        recordInPlace(needed ? new RuleNode(name, rule, saved) : null, inputs, target);
        if (needed) {
            settle(saved);
        }
    }

    /**
     * Gives {@code target} other sizes and strides, which show the same elements, and records that if needed. It counts as a write: what was
     * saved of the storage before cannot be read any more, as in PyTorch.
     *
     * @param op the op's name, with underscore
     * @param name the node's name
     * @param move makes of a value that looks like {@code target} a view of it as it is to be
     * @param undo the opposite
     * @throws AutogradException if it is recorded and the target is a leaf that requires a gradient, a view of one, or a view that has no
     *     history
     */
    public static void moveInPlace(String op, String name, Value target, ViewFunction move, ViewFunction undo) {
        boolean recorded = isNeeded(target);
        if (recorded) {
            checkHistory(op, target);
        }
        Value moved = move.apply(target.detach());
        Edge[] edges = recorded ? edges(target) : new Edge[0];
        target.moveLike(op, moved);
        target.storage().bumpVersion();
        if (target.dtype().isFloatingPoint()) {
            noteMovement(target, move, undo);
        }
        if (recorded) {
            Node node = new ViewNode(name, undo);
            node.attach(edges, target);
            target.autogradOrNew().gradFn(target, node, 0);
        }
    }

    private static void noteMovement(Value target, ViewFunction move, ViewFunction undo) {
        AutogradMeta meta = target.autogradOrNew();
        if (meta.view() != null) {
            meta.view(ViewRelation.of(target, move, undo, ViewOrigin.RECORDED));
        } else {
            meta.movements(new Movements(meta.movements(), move, undo));
            meta.moved(target);
        }
    }

    /**
     * Makes a write the history of its target, and that of its base if it is a view.
     *
     * @param node the write
     * @param output which of its outputs the target is; the first and only one if it is a view
     * @param input which of its inputs the target was
     */
    static void rebase(Node node, int output, int input, Value target) {
        AutogradMeta meta = target.autogradOrNew();
        ViewRelation view = meta.view();
        if (view == null) {
            meta.gradFn(target, node, output);
        } else {
            Value base = view.base();
            Edge[] edges = node.edges().clone();
            edges[input] = edge(base);
            CopySlices slices = new CopySlices(node, input, view.toPresentBase(), base);
            slices.attach(edges, base);
            base.autogradOrNew().gradFn(base, slices, 0);
        }
    }

    /**
     * Marks {@code view} as a view of {@code source} and records that if needed.
     *
     * @param name the node's name
     * @param view a fresh value on the same storage
     * @param replay makes the same view of a value that looks like {@code source}
     * @param backward makes the gradient of {@code source} from the view's
     * @return {@code view}
     */
    public static Value view(String name, Value source, Value view, ViewFunction replay, ViewFunction backward) {
        if (source.dtype().isFloatingPoint()) {
            boolean recording = GradMode.isEnabled();
            relate(source, view, replay, backward, recording ? ViewOrigin.RECORDED : ViewOrigin.NO_GRAD);
            if (recording && source.requiresGrad()) {
                record(new ViewNode(name, backward), new Value[] {source}, view);
            }
        }
        return view;
    }

    /**
     * The same for several views of one value that have one history.
     *
     * @param node the history of all: makes the gradient of {@code source} from theirs
     * @param replays for each view, how it is made of a value that looks like {@code source}
     * @param backwards for each view, how its gradient alone becomes that of {@code source}
     */
    public static void views(Node node, Value source, Value[] views, ViewFunction[] replays, ViewFunction[] backwards) {
        if (!source.dtype().isFloatingPoint()) {
            return;
        }
        boolean recording = GradMode.isEnabled();
        for (int i = 0; i < views.length; i++) {
            relate(source, views[i], replays[i], backwards[i], recording ? ViewOrigin.RECORDED : ViewOrigin.NO_GRAD);
        }
        if (recording && source.requiresGrad()) {
            record(node, new Value[] {source}, views);
        }
    }

    private static void relate(
            Value source, Value view, ViewFunction replay, ViewFunction backward, ViewOrigin origin) {
        view.autogradOrNew().view(ViewRelation.of(source, replay, backward, origin));
    }

    /** {@return the edges to what made these inputs} */
    static Edge[] edges(Value... inputs) {
        Edge[] edges = new Edge[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            edges[i] = edge(inputs[i]);
        }
        return edges;
    }

    /** {@return the edge to what made {@code input}, or to what adds up its gradient if it is a leaf; none if it requires no gradient} */
    static Edge edge(Value input) {
        return input.requiresGrad() ? history(input) : Edge.NONE;
    }

    /** {@return the same also for a value that only tapes know of} */
    static Edge history(Value input) {
        AutogradMeta meta = input.autograd();
        if (meta == null) {
            return Edge.NONE;
        }
        Node made = input.gradFn();
        if (made != null) {
            return new Edge(made, meta.outputNumber());
        }
        AccumulateGrad leaf = meta.accumulator(input);
        return leaf == null ? Edge.NONE : leaf.edge();
    }

    private static void settle(SavedValue[] saved) {
        for (SavedValue value : saved) {
            value.settle();
        }
    }
}
