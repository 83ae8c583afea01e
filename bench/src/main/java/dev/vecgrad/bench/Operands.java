package dev.vecgrad.bench;

import dev.vecgrad.Tensor;
import java.util.Random;

/** Random operands, the same in every run. */
final class Operands {
    private final Random random = new Random(0);

    /** {@return numbers from the standard normal distribution} */
    Tensor normal(int... sizes) {
        float[] elements = new float[numel(sizes)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = (float) random.nextGaussian();
        }
        return shaped(Tensor.of(elements), sizes);
    }

    /** {@return zeros and ones as float32} */
    Tensor coins(int n) {
        float[] elements = new float[n];
        for (int i = 0; i < n; i++) {
            elements[i] = random.nextInt(2);
        }
        return Tensor.of(elements);
    }

    /** {@return class numbers as int64} */
    Tensor labels(int n, int classes) {
        return Tensor.of(random.ints(n, 0, classes).asLongStream().toArray());
    }

    private static int numel(int[] sizes) {
        int numel = 1;
        for (int size : sizes) {
            numel *= size;
        }
        return numel;
    }

    private static Tensor shaped(Tensor flat, int[] sizes) {
        long[] shape = new long[sizes.length];
        for (int d = 0; d < sizes.length; d++) {
            shape[d] = sizes[d];
        }
        return flat.reshape(shape);
    }
}
