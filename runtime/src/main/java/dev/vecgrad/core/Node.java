package dev.vecgrad.core;

import org.jspecify.annotations.Nullable;

/**
 * A recorded op in the gradients' graph: knows how to turn gradients of its outputs into gradients of its inputs.
 *
 * <p>{@link #backward} is written in ops, so it is recorded itself while grad mode is on (createGraph).
 */
public abstract class Node {
    private final String name;
    private Edge[] next = {};

    /** A node with PyTorch's name, e.g. {@code AddBackward0}. */
    protected Node(String name) {
        this.name = name;
    }

    /** {@return PyTorch's name} */
    public final String name() {
        return name;
    }

    /** {@return where the gradient of each input goes; an edge without node for inputs that need none} */
    public final Edge[] next() {
        return next.clone();
    }

    final void next(Edge[] edges) {
        next = edges;
    }

    /** {@return whether the gradient of input {@code i} is wanted} */
    protected final boolean needs(int i) {
        return next[i].node() != null;
    }

    /**
     * {@return a gradient for each input, null for those that get none}
     *
     * @param gradOutputs the gradient of each output, null where none arrived
     */
    protected abstract @Nullable Value[] backward(@Nullable Value[] gradOutputs);

    /** Lets go of saved values; a later backward is PyTorch's error. */
    protected abstract void release();

    /**
     * The way of a gradient to the node that made an input.
     *
     * @param node the node, null if the input needs no gradient
     * @param output which of that node's outputs the input is
     */
    public record Edge(@Nullable Node node, int output) {}
}
