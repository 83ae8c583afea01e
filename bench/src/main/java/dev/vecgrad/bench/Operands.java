package dev.vecgrad.bench;

import dev.vecgrad.Tensor;
import dev.vecgrad.nn.Layer;

/** {@link Numbers} as tensors. */
final class Operands {
    private final Numbers numbers = new Numbers();

    /** {@return numbers of mean 0 and variance 1} */
    Tensor normal(long... sizes) {
        return Tensor.of(numbers.normal(sizes)).reshape(sizes);
    }

    /** {@return zeros and ones as float32} */
    Tensor coins(int n) {
        return Tensor.of(numbers.coins(n));
    }

    /** {@return class numbers as int64} */
    Tensor labels(int n, int classes) {
        return Tensor.of(numbers.labels(n, classes));
    }

    /**
     * Sets a model's parameters in their order: matrices to numbers of variance 1 / fan-in, biases to 0; weights of norms stay 1.
     *
     * @return the model
     */
    <L extends Layer> L fill(L model) {
        model.namedParameters().forEach((name, parameter) -> {
            if (parameter.dim() > 1) {
                long[] sizes = parameter.shape().toArray();
                Tensor _ = parameter.detach().copy_(normal(sizes).mul(Numbers.weightScale(sizes)));
            } else if (name.endsWith("bias")) {
                Tensor _ = parameter.detach().zero_();
            }
        });
        return model;
    }
}
