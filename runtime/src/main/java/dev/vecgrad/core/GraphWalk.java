package dev.vecgrad.core;

import dev.vecgrad.core.Node.Edge;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The part of a graph that some roots lead to, as tasks that know how many gradients to await. The walk is iterative. */
final class GraphWalk {
    private final TaskTable tasks = new TaskTable();
    private final Deque<NodeTask> found = new ArrayDeque<>();

    /** Walks from the roots; each of them is awaited once for each edge among {@code roots} that leads to it. */
    GraphWalk(Edge[] roots) {
        this(roots, null);
    }

    /** The same; does not go further from a node that is not {@code inside}. */
    GraphWalk(Edge[] roots, @Nullable Predicate<Node> inside) {
        for (Edge root : roots) {
            if (root.node() != null) {
                reach(root.node());
            }
        }
        while (!found.isEmpty()) {
            NodeTask task = found.pop();
            if (inside == null || inside.test(task.node())) {
                follow(task);
            }
        }
    }

    private void follow(NodeTask task) {
        Edge[] edges = task.node().edges();
        for (int i = 0; i < edges.length; i++) {
            Node node = edges[i].node();
            if (node != null) {
                task.next()[i] = reach(node);
            }
        }
    }

    private NodeTask reach(Node node) {
        NodeTask task = tasks.get(node);
        if (task == null) {
            task = new NodeTask(node);
            tasks.add(task);
            found.push(task);
        }
        task.await();
        return task;
    }

    /** {@return the task of a node, null if no root leads to it} */
    @Nullable
    NodeTask task(@Nullable Node node) {
        return node == null ? null : tasks.get(node);
    }

    /** Asks for the gradients of these outputs alone: nodes that lead to none of them will not be run. */
    void captureOnly(Edge[] outputs) {
        for (int i = 0; i < outputs.length; i++) {
            NodeTask task = task(outputs[i].node());
            if (task != null) {
                task.capture(outputs[i].output(), i);
            }
        }
        List<NodeTask> inputsFirst = tasks.all();
        inputsFirst.sort(Comparator.comparingLong(task -> task.node().time()));
        inputsFirst.forEach(NodeTask::wantIfNextIs);
    }
}
