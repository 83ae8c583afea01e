package dev.vecgrad.core;

import dev.vecgrad.core.Node.Edge;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What records ops for gradients by values that do not ask for one themselves.
 *
 * <p>While a tape runs on a thread, ops of that thread are recorded if an input is watched or depends on what is. Nothing of that shows in
 * the values: outside of tapes they require no gradient and have no history, and what is made of them is not recorded. Every node knows
 * the tapes that ran when it was made, so gradients by one tape follow the way only where that tape was running.
 */
public final class Tape {
    /** The tapes that run on a thread, the innermost first. */
    record Running(Tape tape, @Nullable Running outer) {
        private @Nullable Running without(Tape other) {
            if (tape == other) {
                return outer;
            }
            return new Running(tape, outer == null ? null : outer.without(other));
        }
    }

    private final boolean watchesVariables;
    private final Set<Value> watched = Collections.newSetFromMap(new IdentityHashMap<>());
    private volatile boolean spent;

    /** @param watchesVariables whether variables and leaves that require a gradient are watched without being named */
    public Tape(boolean watchesVariables) {
        this.watchesVariables = watchesVariables;
    }

    /** Begins to record ops of the calling thread. */
    public void start() {
        ThreadState state = ThreadState.current();
        state.tapes = new Running(this, state.tapes);
    }

    /** Ends that. */
    public void stop() {
        ThreadState state = ThreadState.current();
        Running running = state.tapes;
        if (running != null && isAmong(running)) {
            state.tapes = running.without(this);
        }
    }

    /** Watches a value: ops on it are recorded from now on. */
    public void watch(Value value) {
        value.autogradOrNew().watch();
        watched.add(value);
    }

    /** Makes a variable of a value: every tape watches it that does not ask for being told what to watch. */
    public static void makeVariable(Value value) {
        value.autogradOrNew().makeVariable();
    }

    /** {@return whether a tape runs on the calling thread} */
    public static boolean isAnyRunning() {
        return ThreadState.current().tapes != null;
    }

    /** {@return whether a tape that runs on the calling thread watches the value} */
    static boolean isWatched(Value value, AutogradMeta meta) {
        for (Running r = ThreadState.current().tapes; r != null; r = r.outer) {
            if (r.tape.watches(value, meta)) {
                return true;
            }
        }
        return false;
    }

    private boolean watches(Value value, AutogradMeta meta) {
        boolean isVariable = meta.isVariable() || meta.asksForGrad();
        return watchesVariables && isVariable || watched.contains(value);
    }

    /** Says that no more gradients will be asked of this tape: what it alone has recorded can be let go of. */
    public void spend() {
        spent = true;
        watched.clear();
    }

    private boolean isAmong(@Nullable Running tapes) {
        for (Running r = tapes; r != null; r = r.outer) {
            if (r.tape == this) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether one of these tapes may be asked for gradients still} */
    static boolean isAnyAlive(@Nullable Running tapes) {
        for (Running r = tapes; r != null; r = r.outer) {
            if (!r.tape.spent) {
                return true;
            }
        }
        return false;
    }

    /**
     * {@return the gradient of the targets' sum with respect to each source along what this tape has recorded, null where there is no way}
     *
     * @param targets what is differentiated, of any shapes
     * @param sources by what
     * @param gradients the targets' gradients; null, or a null array, stands for ones
     * @param retainGraph whether what was recorded stays for another time
     * @param createGraph whether the gradients are recorded themselves
     */
    public @Nullable Value[] gradients(
            Value[] targets,
            Value[] sources,
            @Nullable Value @Nullable [] gradients,
            boolean retainGraph,
            boolean createGraph) {
        List<Edge> roots = new ArrayList<>();
        List<InFlight> starts = new ArrayList<>();
        for (int i = 0; i < targets.length; i++) {
            Edge edge = Recorder.history(targets[i]);
            if (edge.node() != null) {
                roots.add(edge);
                starts.add(start(targets[i], gradients == null ? null : gradients[i], i));
            }
        }
        spent |= !retainGraph;
        Edge[] from = roots.toArray(Edge[]::new);
        GraphWalk graph = new GraphWalk(from, node -> isAmong(node.tapes()));
        return GradientRun.collect(
                graph, from, starts.toArray(InFlight[]::new), ends(sources), retainGraph, createGraph);
    }

    private static InFlight start(Value target, @Nullable Value gradient, int i) {
        return gradient == null
                ? InFlight.owned(Arithmetic.onesLike(target))
                : Engine.given("gradient", gradient, target, i);
    }

    private Edge[] ends(Value[] sources) {
        Edge[] ends = new Edge[sources.length];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = isKnown(sources[i]) ? Recorder.history(sources[i]) : Edge.NONE;
        }
        return ends;
    }

    private boolean isKnown(Value source) {
        AutogradMeta meta = source.autograd();
        Node made = source.gradFn();
        return meta != null && (made != null && isAmong(made.tapes()) || watches(source, meta));
    }
}
