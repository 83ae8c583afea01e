package dev.vecgrad.core;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recorded op in the gradients' graph: knows how to turn gradients of its outputs into gradients of its inputs.
 *
 * <p>{@link #backward} is written in ops, so it is recorded itself while grad mode is on (createGraph). Unless {@link #isOpaque} says
 * otherwise, it keeps nothing of what it is given, and returns gradients that it was given, views of them, saved values, or values
 * that it has just made and nobody else knows: the engine writes into and gives back what only it holds.
 */
public abstract class Node {
    private static final Edge[] NO_EDGES = {};
    private static final OutputInfo[] NO_OUTPUTS = {};
    private static final SavedValue[] NOTHING_SAVED = {};
    private static final Retained[] NOTHING_RETAINED = {};

    private final String name;
    private Edge[] next = NO_EDGES;
    private volatile GradientHook[] hooks = GradientHook.NONE;
    private OutputInfo[] outputs = NO_OUTPUTS;
    private Retained[] retained = NOTHING_RETAINED;
    private long time;
    private Tape.@Nullable Running tapes;
    private boolean onTapeOnly;
    private @Nullable ForwardCall origin;
    private int outlivedDepth = Integer.MAX_VALUE;

    /** A node with PyTorch's name, e.g. {@code AddBackward0}. */
    protected Node(String name) {
        this.name = name;
    }

    /** {@return PyTorch's name} */
    public final String name() {
        return name;
    }

    /** {@return where the gradient of each input goes; an edge without node for inputs that need none} */
    public final List<Edge> nextFunctions() {
        return List.of(next);
    }

    /** {@return the edges themselves} */
    final Edge[] edges() {
        return next;
    }

    /** Places the node in the graph. */
    final void attach(Edge[] edges, Value... values) {
        next = edges;
        looksLike(values);
        ThreadState state = ThreadState.current();
        time = state.tick(latest(edges));
        tapes = state.tapes;
        onTapeOnly = tapes != null && isOnTapeOnly(edges);
        origin = state.anomaly == null ? null : ForwardCall.here(state);
    }

    /** Takes over what the outputs look like. */
    final void looksLike(Value... values) {
        OutputInfo[] infos = new OutputInfo[values.length];
        for (int i = 0; i < values.length; i++) {
            infos[i] = OutputInfo.of(values[i]);
        }
        outputs = infos;
    }

    private static boolean isOnTapeOnly(Edge[] edges) {
        for (Edge edge : edges) {
            if (edge.node != null && !edge.node.isOnTapeOnly()) {
                return false;
            }
        }
        return true;
    }

    /** {@return whether it was recorded for a tape alone: nothing that it depends on requires a gradient by itself} */
    boolean isOnTapeOnly() {
        return onTapeOnly;
    }

    /** {@return where it was recorded, if anomalies were looked for} */
    final @Nullable ForwardCall origin() {
        return origin;
    }

    /** {@return the tapes that ran when it was recorded} */
    final Tape.@Nullable Running tapes() {
        return tapes;
    }

    private static long latest(Edge[] edges) {
        long latest = 0;
        for (Edge edge : edges) {
            if (edge.node != null) {
                latest = Math.max(latest, edge.node.time);
            }
        }
        return latest;
    }

    /** {@return when it was recorded: later than every node that its edges lead to} */
    final long time() {
        return time;
    }

    /** {@return the number of outputs} */
    final int outputCount() {
        return outputs.length;
    }

    /** {@return what output {@code i} looks like} */
    final OutputInfo output(int i) {
        return outputs[i];
    }

    /**
     * {@return whether the gradient of input {@code i} is wanted: the input requires one and, while the engine runs this node, the way of
     * that gradient leads to something that was asked for}
     */
    protected final boolean needs(int i) {
        if (next[i].node == null) {
            return false;
        }
        NodeTask running = ThreadState.current().running;
        return running == null || !running.node().equals(this) || running.wants(i);
    }

    /**
     * {@return a gradient for each input, null for those that get none}
     *
     * @param gradOutputs the gradient of each output, null where none arrived; one at least is not null unless this node is opaque
     */
    protected abstract @Nullable Value[] backward(@Nullable Value[] gradOutputs);

    /** {@return whether {@link #backward} runs code that may keep what it is given or return what others hold} */
    protected boolean isOpaque() {
        return false;
    }

    /** {@return what {@link #backward} reads of the op's inputs and outputs} */
    protected SavedValue[] saved() {
        return NOTHING_SAVED;
    }

    /** Lets go of saved values; a later backward that reads one is PyTorch's error. */
    final void release() {
        SavedValue.release(saved());
    }

    /** {@return the gradient of the only output of a node that is not opaque} */
    protected static Value only(@Nullable Value[] gradOutputs) {
        Value gradient = gradOutputs[0];
        if (gradient == null) {
            throw new IllegalStateException("backward: a node with one output was run without a gradient");
        }
        return gradient;
    }

    /** Notes that what this node and all before it saved outlives scopes deeper than {@code depth}; {@return whether that was not known} */
    final boolean outlive(int depth) {
        boolean isNew = depth < outlivedDepth;
        outlivedDepth = Math.min(depth, outlivedDepth);
        return isNew;
    }

    /** {@return zeros that look like an output, for a gradient that did not arrive} */
    protected final Value zeroGradient(int output) {
        OutputInfo info = outputs[output];
        return Arithmetic.full(info.shape(), info.dtype(), 0, info.device());
    }

    final GradientHook[] hooks() {
        return hooks;
    }

    final synchronized void add(GradientHook hook) {
        GradientHook[] more = Arrays.copyOf(hooks, hooks.length + 1);
        more[hooks.length] = hook;
        hooks = more;
    }

    final synchronized void remove(GradientHook hook) {
        hooks = Arrays.stream(hooks).filter(other -> !other.equals(hook)).toArray(GradientHook[]::new);
    }

    /** Lets the engine store the gradient of {@code value}, an output of this node, in its grad. */
    final synchronized void retain(Value value) {
        retained = Arrays.copyOf(retained, retained.length + 1);
        retained[retained.length - 1] = new Retained(new WeakReference<>(value));
    }

    /** Stores the gradients of outputs that retain theirs. */
    final void storeRetained(@Nullable Value[] gradients) {
        for (Retained entry : retained) {
            entry.store(this, gradients);
        }
    }

    /**
     * The way of a gradient to the node that made an input.
     *
     * @param node the node, null if the input needs no gradient
     * @param output which of that node's outputs the input is
     */
    public record Edge(@Nullable Node node, int output) {
        /** The edge of an input that needs no gradient. */
        static final Edge NONE = new Edge(null, 0);
    }

    /** An output whose gradient is to be stored, as long as somebody holds it and this node is still its history. */
    private record Retained(WeakReference<Value> output) {
        void store(Node node, @Nullable Value[] gradients) {
            Value value = output.get();
            if (value != null && node.equals(value.gradFn())) {
                Value gradient = gradients[value.autogradOrNew().outputNumber()];
                if (gradient != null) {
                    AccumulateGrad.addToGrad(value, gradient);
                }
            }
        }
    }
}
