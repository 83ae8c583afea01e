package dev.vecgrad.core;

import org.jspecify.annotations.Nullable;

/** What one run of the engine knows of a node. */
final class NodeTask {
    /** An output whose gradient was asked for, and its place among the results. */
    record Capture(int output, int result, @Nullable Capture other) {}

    private final Node node;
    private final @Nullable InFlight[] gradients;
    private final @Nullable NodeTask[] next;
    private @Nullable Capture captures;
    private int awaited;
    private boolean wanted = true;

    NodeTask(Node node) {
        this.node = node;
        this.gradients = new @Nullable InFlight[node.outputCount()];
        this.next = new @Nullable NodeTask[node.edges().length];
    }

    Node node() {
        return node;
    }

    /** {@return the gradients that have arrived, one for each output} */
    @Nullable
    InFlight[] gradients() {
        return gradients;
    }

    /** {@return the tasks that the node's edges lead to, null where an edge leads nowhere} */
    @Nullable
    NodeTask[] next() {
        return next;
    }

    @Nullable
    Capture captures() {
        return captures;
    }

    void capture(int output, int result) {
        captures = new Capture(output, result, captures);
    }

    /** {@return whether the node is to be run} */
    boolean isWanted() {
        return wanted;
    }

    /** Says that the node is run only if what follows it has something that was asked for. */
    void wantIfNextIs() {
        wanted = false;
        for (int i = 0; i < next.length; i++) {
            wanted |= wants(i);
        }
    }

    /** {@return whether the gradient along edge {@code i} leads to something that was asked for} */
    boolean wants(int i) {
        NodeTask task = next[i];
        return task != null && (task.wanted || task.captures != null);
    }

    /** Counts one more gradient, or none in its place, that will arrive. */
    void await() {
        awaited++;
    }

    /** Takes in a gradient for an output, or the news that none comes; {@return whether it was the last one awaited} */
    boolean arrive(int output, @Nullable InFlight gradient) {
        if (gradient != null) {
            InFlight before = gradients[output];
            gradients[output] = before == null ? gradient : InFlight.sum(before, gradient);
        }
        return --awaited == 0;
    }
}
