package dev.vecgrad.ops;

import dev.vecgrad.core.Generator;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;

/** Random factors. */
public final class Noise {
    private Noise() {}

    /** {@return for each element of x 0 with probability p, else 1 / (1 - p), divided in x's dtype as PyTorch does} */
    public static Value dropout(Value x, double p, Generator generator) {
        return dropout(x.shape(), x, p, generator);
    }

    /** {@return the same for another shape than x's, to which it broadcasts} */
    public static Value dropout(Shape shape, Value x, double p, Generator generator) {
        DType dtype = x.dtype();
        double scale = p == 1 ? 0 : dtype == DType.FLOAT32 ? 1 / (float) (1 - p) : 1 / (1 - p);
        return Random.coins(shape, dtype, 1 - p, scale, generator, x.device());
    }
}
