package dev.vecgrad.nn;

import dev.vecgrad.core.Generator;
import dev.vecgrad.type.DType;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Linear} layer is made.
 *
 * @param bias whether it has a bias
 * @param dtype the parameters' dtype
 * @param generator what draws the initial numbers; null for the global one
 */
public record LinearOptions(
        boolean bias, DType dtype, @Nullable Generator generator) {
    /** {@return the same with or without a bias; with one at first} */
    public LinearOptions bias(boolean newBias) {
        return new LinearOptions(newBias, dtype, generator);
    }

    /** {@return the same with another dtype; float32 at first} */
    public LinearOptions dtype(DType newDType) {
        return new LinearOptions(bias, newDType, generator);
    }

    /** {@return the same with another generator; the global one at first} */
    public LinearOptions generator(Generator newGenerator) {
        return new LinearOptions(bias, dtype, newGenerator);
    }

    Generator generatorOrGlobal() {
        return generator == null ? Generator.global() : generator;
    }
}
