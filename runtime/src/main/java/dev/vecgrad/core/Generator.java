package dev.vecgrad.core;

import dev.vecgrad.exec.Tracing;
import dev.vecgrad.type.VecgradException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A source of random numbers with a seed, safe for several threads: who draws has the stream alone meanwhile.
 *
 * <p>Two kinds. {@link #philox} is counter-based: the same seed gives the same numbers on any device and with any number of
 * threads. {@link #pytorch} gives the numbers that PyTorch's CPU generator gives for the same seed and calls.
 */
public final class Generator {
    private enum Kind {
        PHILOX,
        PYTORCH;

        RandomStream start(long seed) {
            return switch (this) {
                case PHILOX -> new PhiloxStream(seed);
                case PYTORCH -> new PytorchStream(seed);
            };
        }

        RandomStream resume(long seed, long[] place) {
            return switch (this) {
                case PHILOX -> PhiloxStream.resume(seed, place);
                case PYTORCH -> PytorchStream.resume(place);
            };
        }
    }

    static final String HOST_DRAWS =
            "generator: numbers drawn on the host would be the same at each call of a compiled function:"
                    + " draw outside and hand them over, or use a Philox generator's rand, randn, randint or bernoulli";

    private static final int STATE_START = 2;

    private static volatile Generator global = philox(new SecureRandom().nextLong());

    private final Kind kind;
    private final ReentrantLock lock = new ReentrantLock();
    private long seed;
    private RandomStream stream;

    private Generator(Kind kind, long seed) {
        this.kind = kind;
        this.seed = seed;
        this.stream = kind.start(seed);
    }

    /** {@return a counter-based generator; all 64 bits of the seed count} */
    public static Generator philox(long seed) {
        return new Generator(Kind.PHILOX, seed);
    }

    /** {@return a generator with PyTorch's CPU stream, as after {@code torch.manual_seed(seed)}} */
    public static Generator pytorch(long seed) {
        return new Generator(Kind.PYTORCH, seed);
    }

    /** {@return a new generator of the same kind, started from a seed that is drawn from this one} */
    public Generator split() {
        return draw(current -> new Generator(kind, current.nextSeed()));
    }

    /** {@return the generator of all calls that name none; philox with a random seed until another one is set} */
    public static Generator global() {
        Generator current = global;
        Tracing.guard(Generator.class, () -> global == current);
        return current;
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
            moveTo(kind.start(newSeed));
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

    /**
     * {@return where it stands: its kind, its seed, and what its stream has drawn} {@link #setState} continues from there, in another
     * process too. torch.Generator.get_state, as int64.
     */
    public long[] getState() {
        return draw(current -> {
            long[] place = current.place();
            long[] state = new long[STATE_START + place.length];
            state[0] = kind.ordinal();
            state[1] = seed;
            System.arraycopy(place, 0, state, STATE_START, place.length);
            return state;
        });
    }

    /**
     * Continues from a state of a generator of the same kind. {@return this generator}
     *
     * @throws VecgradException if it is none, or one of another kind; then nothing changes
     */
    public Generator setState(long... state) {
        if (state.length < STATE_START || state[0] != kind.ordinal()) {
            throw new VecgradException("setState: this is no state of a generator of this kind, "
                    + (kind == Kind.PHILOX ? "philox" : "pytorch") + ": " + state.length + " numbers"
                    + (state.length == 0 ? "" : " that begin with " + state[0] + "; it must be " + kind.ordinal()));
        }
        RandomStream resumed = kind.resume(state[1], Arrays.copyOfRange(state, STATE_START, state.length));
        lock.lock();
        try {
            seed = state[1];
            moveTo(resumed);
        } finally {
            lock.unlock();
        }
        return this;
    }

    /** A function that was taken down knows the stream, so a counter-based one stays the same object. */
    private void moveTo(RandomStream other) {
        if (stream instanceof PhiloxStream own && other instanceof PhiloxStream next) {
            own.continueAt(next);
        } else {
            stream = other;
        }
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
        if (kind == Kind.PYTORCH) {
            Tracing.requireRunning(HOST_DRAWS);
        }
        lock.lock();
        try {
            return use.apply(stream);
        } finally {
            lock.unlock();
        }
    }
}
