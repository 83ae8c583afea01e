package dev.vecgrad.bench;

/**
 * Under what a result is listed.
 *
 * @param engine what ran the work
 * @param mode how it was run
 * @param variant of vecgrad its scope, {@code step} or {@code none}; of a peer what its process was given
 * @param threads that computed together
 * @param device where the tensors lived
 */
public record Label(String engine, String mode, String variant, int threads, String device) {
    /** {@return engine and mode, by which the results of one run are told apart} */
    public String name() {
        return engine + " " + mode;
    }
}
