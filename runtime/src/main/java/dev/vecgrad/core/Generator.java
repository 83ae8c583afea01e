package dev.vecgrad.core;

import java.security.SecureRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * A source of random numbers with a seed, safe for several threads: who draws has the stream alone meanwhile.
 *
 * <p>Two kinds. {@link #philox} is counter-based: the same seed gives the same numbers on any device and with any number of
 * threads. {@link #pytorch} gives the numbers that PyTorch's CPU generator gives for the same seed and calls.
 */
public final class Generator {
    private static volatile Generator global = philox(new SecureRandom().nextLong());

    private final LongFunction<RandomStream> kind;
    private final ReentrantLock lock = new ReentrantLock();
    private long seed;
    private RandomStream stream;

    private Generator(LongFunction<RandomStream> kind, long seed) {
        this.kind = kind;
        this.seed = seed;
        this.stream = kind.apply(seed);
    }

    /** {@return a counter-based generator; all 64 bits of the seed count} */
    public static Generator philox(long seed) {
        return new Generator(PhiloxStream::new, seed);
    }

    /** {@return a generator with PyTorch's CPU stream, as after {@code torch.manual_seed(seed)}} */
    public static Generator pytorch(long seed) {
        return new Generator(PytorchStream::new, seed);
    }

    /** {@return a new generator of the same kind, started from a seed that is drawn from this one} */
    public Generator split() {
        return draw(current -> new Generator(kind, current.nextSeed()));
    }

    /** {@return the generator of all calls that name none; philox with a random seed until another one is set} */
    public static Generator global() {
        return global;
    }

    /** Makes a generator that of all calls, on all threads, that name none. */
    public static void setGlobal(Generator generator) {
        global = generator;
    }

    /** Starts again from a seed; the kind stays. {@return this generator} */
    public Generator manualSeed(long newSeed) {
        lock.lock();
        try {
            seed = newSeed;
            stream = kind.apply(newSeed);
        } finally {
            lock.unlock();
        }
        return this;
    }

    /** {@return the seed it last started from} */
    public long initialSeed() {
        return draw(_ -> seed);
    }

    /** {@return a generator that continues from the same place, independently} */
    public Generator copy() {
        return draw(current -> {
            var copy = new Generator(kind, seed);
            copy.stream = current.copy();
            return copy;
        });
    }

    /** Gives the stream to {@code use} alone, which must not keep it. */
    public void fill(Consumer<RandomStream> use) {
        draw(current -> {
            use.accept(current);
            return this;
        });
    }

    /** {@return what {@code use} makes of the stream; meanwhile no other thread draws} */
    public <R> R draw(Function<RandomStream, R> use) {
        lock.lock();
        try {
            return use.apply(stream);
        } finally {
            lock.unlock();
        }
    }
}
