package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** An elementwise layer that can write its result over its input, which saves memory; gradients are the same. */
public abstract class Activation extends Layer {
    private final boolean inplace;

    /** A layer that writes over its input or not. */
    Activation(boolean inplace) {
        this.inplace = inplace;
    }

    @Override
    public final Tensor forward(Tensor input) {
        return inplace ? applyInPlace(input) : apply(input);
    }

    /** {@return a new tensor} */
    abstract Tensor apply(Tensor input);

    /** Writes over {@code input}. {@return it} */
    abstract Tensor applyInPlace(Tensor input);

    /** {@return the settings but for in-place as text} */
    String settings() {
        return "";
    }

    @Override
    protected String extraText() {
        String settings = settings();
        String separator = settings.isEmpty() ? "" : ", ";
        return inplace ? settings + separator + "inplace=True" : settings;
    }
}
