package dev.vecgrad.autograd;

/**
 * How a {@link GradientTape} records.
 *
 * @param persistent whether it may be asked for gradients several times
 * @param watchAccessedVariables whether it watches {@link Variable}s, and leaves that require a gradient, without being told
 */
public record GradientTapeOptions(boolean persistent, boolean watchAccessedVariables) {
    /** {@return the same, to be asked once or several times; once at first} */
    public GradientTapeOptions persistent(boolean newPersistent) {
        return new GradientTapeOptions(newPersistent, watchAccessedVariables);
    }

    /** {@return the same with variables watched by themselves or not; watched at first} */
    public GradientTapeOptions watchAccessedVariables(boolean newWatch) {
        return new GradientTapeOptions(persistent, newWatch);
    }
}
