package dev.vecgrad.nn;

import dev.vecgrad.Tensor;

/** log(1 / (1 + exp(-x))). */
public final class LogSigmoid extends Layer {
    /** The layer. */
    public LogSigmoid() {}

    @Override
    public Tensor forward(Tensor input) {
        return input.logsigmoid();
    }
}
