package dev.vecgrad.autograd;

/**
 * How {@link Functional} differentiates.
 *
 * @param createGraph whether the results can be differentiated by the inputs that require a gradient
 * @param strict whether a result that depends on nothing is an error rather than zeros
 */
public record FunctionalOptions(boolean createGraph, boolean strict) {
    /** {@return the same with results that can be differentiated or not; not at first} */
    public FunctionalOptions createGraph(boolean newCreateGraph) {
        return new FunctionalOptions(newCreateGraph, strict);
    }

    /** {@return the same with errors for zeros or not; without at first} */
    public FunctionalOptions strict(boolean newStrict) {
        return new FunctionalOptions(createGraph, newStrict);
    }
}
