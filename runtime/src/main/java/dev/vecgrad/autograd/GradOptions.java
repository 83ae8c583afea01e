package dev.vecgrad.autograd;

/**
 * How gradients are computed.
 *
 * @param retainGraph whether the graph can be used again
 * @param createGraph whether the gradients are recorded, so that they can be differentiated
 */
public record GradOptions(boolean retainGraph, boolean createGraph) {
    /** The graph is used up and the gradients are plain numbers. */
    public static final GradOptions DEFAULT = new GradOptions(false, false);

    /** The graph can be used again. */
    public static final GradOptions RETAIN_GRAPH = new GradOptions(true, false);

    /** The gradients can be differentiated; the graph can be used again. */
    public static final GradOptions CREATE_GRAPH = new GradOptions(true, true);
}
