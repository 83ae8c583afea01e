package dev.vecgrad.bench;

import dev.vecgrad.Tensor;
import dev.vecgrad.nn.Layer;
import java.util.function.LongToIntFunction;

/*
 * Element i of all that one object makes comes from the i-th number of SplitMix64 [1], whose bits any language computes alike. The sum of
 * its four 16-bit parts less the mean has a variance of 65536^2 / 3 and nearly a normal distribution; it is a whole number below 2^18, so
 * float32 holds it, and the scaling rounds once.
 *
 * [1] Steele, Lea, Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014.
 */

/** Operands that look random, the same in every run and, by {@code peers/operands.py}, in every engine. */
final class Operands {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final float TO_UNIT_VARIANCE = (float) (Math.sqrt(3) / 65536);
    private static final int TWICE_MEAN = 4 * 65535;

    private long drawn;

    /** {@return numbers of mean 0 and variance 1} */
    Tensor normal(long... sizes) {
        long numel = 1;
        for (long size : sizes) {
            numel *= size;
        }
        return Tensor.of(elements(Math.toIntExact(numel))).reshape(sizes);
    }

    /** {@return zeros and ones as float32} */
    Tensor coins(int n) {
        float[] elements = new float[n];
        for (int i = 0; i < n; i++) {
            elements[i] = number(2);
        }
        return Tensor.of(elements);
    }

    /** {@return class numbers as int64} */
    Tensor labels(int n, int classes) {
        long[] elements = new long[n];
        for (int i = 0; i < n; i++) {
            elements[i] = number(classes);
        }
        return Tensor.of(elements);
    }

    /**
     * Sets a model's parameters in their order: matrices to numbers of variance 1 / fan-in, biases to 0; weights of norms stay 1.
     *
     * @return the model
     */
    <L extends Layer> L fill(L model) {
        model.namedParameters().forEach((name, parameter) -> {
            if (parameter.dim() > 1) {
                float scale = (float) (1 / Math.sqrt((double) parameter.numel() / parameter.size(0)));
                Tensor _ = parameter
                        .detach()
                        .copy_(normal(parameter.shape().toArray()).mul(scale));
            } else if (name.endsWith("bias")) {
                Tensor _ = parameter.detach().zero_();
            }
        });
        return model;
    }

    /** {@return numbers of mean 0 and variance 1} */
    float[] elements(int n) {
        float[] elements = new float[n];
        for (int i = 0; i < n; i++) {
            elements[i] = element(next());
        }
        return elements;
    }

    private static float element(long bits) {
        LongToIntFunction part = shift -> (int) (bits >>> shift) & 0xFFFF;
        int sum = part.applyAsInt(0) + part.applyAsInt(16) + part.applyAsInt(32) + part.applyAsInt(48);
        return (sum - TWICE_MEAN / 2) * TO_UNIT_VARIANCE;
    }

    private int number(int below) {
        return (int) ((next() >>> 33) % below);
    }

    private long next() {
        long z = ++drawn * GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
