package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Generator;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;

/**
 * Methods that draw random numbers, by the global generator if none is given.
 *
 * @param <T> what the methods return: a tensor for users, a {@link Var} for gradient rules
 */
public interface RandomMethods<T extends Operand<T>> extends Operand<T> {
    /** {@return numbers in [0, 1) of this tensor's shape and dtype} */
    default T randLike() {
        return wrap(Random.uniform(value().shape(), value().dtype(), 0, 1, Generator.global(), value().device()));
    }

    /** {@return normal numbers with mean 0 and standard deviation 1 of this tensor's shape and dtype} */
    default T randnLike() {
        return wrap(Random.normal(value().shape(), value().dtype(), 0, 1, Generator.global(), value().device()));
    }

    /** {@return integers in [low, high) of this tensor's shape and dtype} */
    default T randintLike(long low, long high) {
        return wrap(Random.randint(value().shape(), value().dtype(), low, high, Generator.global(), value().device()));
    }

    /** {@return one with the probability that each element says, else zero} */
    default T bernoulli() {
        return bernoulli(Generator.global());
    }

    /** {@return one with the probability that each element says, else zero} */
    default T bernoulli(Generator generator) {
        return wrap(Random.bernoulli(value(), generator));
    }

    /** Fills with numbers in [from, to). {@return this} */
    default T uniform_(double from, double to) {
        return uniform_(from, to, Generator.global());
    }

    /** Fills with numbers in [from, to). {@return this} */
    default T uniform_(double from, double to, Generator generator) {
        Value target = value();
        Random.write(
                "uniform",
                target,
                Random.uniform(target.shape(), target.dtype(), from, to, generator, target.device()));
        return self();
    }

    /** Fills with normal numbers. {@return this} */
    default T normal_(double mean, double std) {
        return normal_(mean, std, Generator.global());
    }

    /** Fills with normal numbers. {@return this} */
    default T normal_(double mean, double std, Generator generator) {
        Value target = value();
        Random.write(
                "normal", target, Random.normal(target.shape(), target.dtype(), mean, std, generator, target.device()));
        return self();
    }

    /** Fills with ones at probability {@code p}, else zeros. {@return this} */
    default T bernoulli_(double p) {
        return bernoulli_(p, Generator.global());
    }

    /** Fills with ones at probability {@code p}, else zeros. {@return this} */
    default T bernoulli_(double p, Generator generator) {
        Value target = value();
        DType dtype = target.dtype().isFloatingPoint() ? target.dtype() : DType.FLOAT32;
        Value coins = Random.coins(target.shape(), dtype, p, 1, generator, target.device());
        Random.write("bernoulli", target, Arithmetic.cast(coins, target.dtype()));
        return self();
    }
}
