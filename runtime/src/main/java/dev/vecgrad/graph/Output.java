package dev.vecgrad.graph;

/**
 * A result of a function.
 *
 * @param term the value
 * @param dims the dims that the result has in memory, those of the term or more; it is repeated along the others
 */
public record Output(Term term, int dims) {
    /** A result. */
    public Output {
        if ((term.dims() & ~dims) != 0) {
            throw new IllegalArgumentException("a result varies along dims that it does not have");
        }
    }

    /** {@return a result with the dims of its term} */
    public static Output of(Term term) {
        return new Output(term, term.dims());
    }
}
