package dev.vecgrad.nn;

import dev.vecgrad.core.Generator;
import org.jspecify.annotations.Nullable;

/**
 * Choices of the initialisations named after Kaiming He.
 *
 * @param leak the slope for negative numbers of the leaky ReLU that follows
 * @param mode which of the two counts keeps its variance
 * @param nonlinearity what follows
 * @param generator what draws the numbers; null for the global one
 */
public record InitOptions(
        double leak,
        Init.FanMode mode,
        Init.Nonlinearity nonlinearity,
        @Nullable Generator generator) {
    /** {@return the same with another slope; 0 at first} */
    public InitOptions leak(double newLeak) {
        return new InitOptions(newLeak, mode, nonlinearity, generator);
    }

    /** {@return the same with another mode; FAN_IN at first} */
    public InitOptions mode(Init.FanMode newMode) {
        return new InitOptions(leak, newMode, nonlinearity, generator);
    }

    /** {@return the same with another nonlinearity; LEAKY_RELU at first} */
    public InitOptions nonlinearity(Init.Nonlinearity newNonlinearity) {
        return new InitOptions(leak, mode, newNonlinearity, generator);
    }

    /** {@return the same with another generator; the global one at first} */
    public InitOptions generator(Generator newGenerator) {
        return new InitOptions(leak, mode, nonlinearity, newGenerator);
    }

    Generator generatorOrGlobal() {
        return generator == null ? Generator.global() : generator;
    }
}
