package dev.vecgrad.bench;

/**
 * What a step computed, in two numbers, by which engines are known to have done the same work.
 *
 * @param loss the mean magnitude of the result; of a training step its loss. NaN if there is none
 * @param gradient the root of the mean square of all gradients that the step computed. NaN if there is none
 */
public record Outcome(double loss, double gradient) {
    /** Of work that leaves no numbers behind. */
    public static final Outcome NONE = new Outcome(Double.NaN, Double.NaN);
}
