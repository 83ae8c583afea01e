package dev.vecgrad.core;

import dev.vecgrad.core.Node.Edge;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * One run of the engine, on the calling thread: nodes are run when all their gradients have arrived, the latest recorded first, leaves at
 * once. So sums of gradients are formed in PyTorch's order, and memory is held as briefly as possible.
 */
final class GradientRun {
    private static final Comparator<NodeTask> LATEST_FIRST =
            Comparator.comparingLong(GradientRun::rank).reversed();

    private final GraphWalk graph;
    private final PriorityQueue<NodeTask> ready = new PriorityQueue<>(LATEST_FIRST);
    private final @Nullable Value[] results;
    private final boolean retainGraph;
    private final boolean createGraph;

    private GradientRun(GraphWalk graph, int results, boolean retainGraph, boolean createGraph) {
        this.graph = graph;
        this.results = new @Nullable Value[results];
        this.retainGraph = retainGraph;
        this.createGraph = createGraph;
    }

    private static long rank(NodeTask task) {
        return task.node() instanceof AccumulateGrad
                ? Long.MAX_VALUE
                : task.node().time();
    }

    /** Adds gradients to all leaves that {@code roots} lead to. */
    static void accumulate(Edge[] roots, InFlight[] gradients, boolean retainGraph, boolean createGraph) {
        new GradientRun(new GraphWalk(roots), 0, retainGraph, createGraph).run(roots, gradients);
    }

    /** {@return the gradients of the given outputs of nodes, null where none arrived; no leaf is changed} */
    static @Nullable Value[] collect(
            Edge[] roots, InFlight[] gradients, Edge[] outputs, boolean retainGraph, boolean createGraph) {
        return collect(new GraphWalk(roots), roots, gradients, outputs, retainGraph, createGraph);
    }

    /** {@return the same along a part of a graph that the roots lead to} */
    static @Nullable Value[] collect(
            GraphWalk graph,
            Edge[] roots,
            InFlight[] gradients,
            Edge[] outputs,
            boolean retainGraph,
            boolean createGraph) {
        graph.captureOnly(outputs);
        GradientRun run = new GradientRun(graph, outputs.length, retainGraph, createGraph);
        run.run(roots, gradients);
        return run.results;
    }

    private void run(Edge[] roots, InFlight[] gradients) {
        boolean before = GradMode.set(createGraph);
        ThreadState state = ThreadState.current();
        state.runs++;
        try {
            for (int i = 0; i < roots.length; i++) {
                arrive(graph.task(roots[i].node()), roots[i].output(), gradients[i]);
            }
            for (NodeTask task = ready.poll(); task != null; task = ready.poll()) {
                run(task);
            }
        } finally {
            state.recomputed.endOf(state.runs);
            state.runs--;
            GradMode.set(before);
        }
    }

    private void arrive(@Nullable NodeTask task, int output, @Nullable InFlight gradient) {
        if (task != null && task.arrive(output, gradient)) {
            ready.add(task);
        }
    }

    private void run(NodeTask task) {
        GradientHook.run(task);
        capture(task);
        if (!task.isWanted()) {
            drop(task.gradients());
        } else if (task.node() instanceof AccumulateGrad leaf) {
            accumulate(leaf, task.gradients()[0]);
        } else {
            pass(task, NodeCall.run(task, createGraph));
        }
    }

    private void capture(NodeTask task) {
        for (NodeTask.Capture c = task.captures(); c != null; c = c.other()) {
            InFlight gradient = task.gradients()[c.output()];
            results[c.result()] = gradient == null ? null : handOut(gradient);
        }
    }

    /* Two results never share memory that the engine made. */
    private static Value handOut(InFlight gradient) {
        if (gradient.isKnownShared()) {
            return Arithmetic.clone(gradient.value());
        }
        gradient.handOut();
        return gradient.value();
    }

    private static void accumulate(AccumulateGrad leaf, @Nullable InFlight gradient) {
        if (gradient != null) {
            leaf.accumulate(gradient);
        }
    }

    private static void drop(@Nullable InFlight[] gradients) {
        for (InFlight gradient : gradients) {
            if (gradient != null) {
                gradient.drop();
            }
        }
    }

    private void pass(NodeTask task, @Nullable InFlight[] gradients) {
        drop(task.gradients());
        if (!retainGraph && !Tape.isAnyAlive(task.node().tapes())) {
            task.node().release();
        }
        Edge[] edges = task.node().edges();
        for (int i = 0; i < edges.length; i++) {
            if (task.wants(i)) {
                arrive(task.next()[i], edges[i].output(), gradients[i]);
            }
        }
    }
}
