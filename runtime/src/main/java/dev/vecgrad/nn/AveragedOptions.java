package dev.vecgrad.nn;

/**
 * Choices of {@link AveragedModel}.
 *
 * @param decay the share of a fading average that is kept at each update; 0 for an equal average
 * @param useBuffers whether buffers are averaged too, or copied
 */
public record AveragedOptions(double decay, boolean useBuffers) {
    /** {@return the same with buffers averaged or copied; copied at first} */
    public AveragedOptions useBuffers(boolean newUseBuffers) {
        return new AveragedOptions(decay, newUseBuffers);
    }
}
