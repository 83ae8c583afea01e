package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** x / (1 + |x|). */
public final class Softsign extends Layer {
    /** The layer. */
    public Softsign() {}

    @Override
    public Tensor forward(Tensor input) {
        return input.softsign();
    }
}
