package dev.vecgrad.core;

import dev.vecgrad.exec.Tracing;
import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.Philox;
import java.util.function.Supplier;

/**
 * Random numbers made of the words that {@link dev.vecgrad.ir.Call.Philox} defines: a number depends on seed and place alone,
 * so a device can make it in any order, and again.
 *
 * <p>Every call starts at a new block of four words. A float32 is one word ({@code (w >>> 8) * 2^-24}), a float64 two; an
 * integer is the high half of 64 bits times the range. Normal numbers are made on the device alone.
 */
public final class PhiloxStream implements RandomStream {
    private static final int WORDS = 4;
    private static final float FLOAT_UNIT = 0x1p-24f;
    private static final double DOUBLE_UNIT = 0x1p-53;

    private long seed;
    private long block;

    /** A stream at its first block. */
    public PhiloxStream(long seed) {
        this(seed, 0);
    }

    private PhiloxStream(long seed, long block) {
        this.seed = seed;
        this.block = block;
    }

    /** {@return the key of the words} */
    public long seed() {
        return seed;
    }

    /** Takes enough blocks for this many words. {@return the first of them} */
    public long take(long words) {
        long first = block;
        block += (words + WORDS - 1) / WORDS;
        return first;
    }

    /**
     * Takes enough blocks for this many words, also at each call of a function that is taken down. {@return gives the call that makes the words}
     */
    public Supplier<Call.Philox> draw(long words) {
        long[] first = new long[1];
        Tracing.effect(this, _ -> {
            long before = block;
            first[0] = take(words);
            return () -> block = before;
        });
        return () -> new Call.Philox(seed, first[0]);
    }

    /** Goes on where another stream stands. */
    void continueAt(PhiloxStream other) {
        seed = other.seed;
        block = other.block;
    }

    @Override
    public PhiloxStream copy() {
        return new PhiloxStream(seed, block);
    }

    @Override
    public long[] place() {
        return new long[] {block};
    }

    /** {@return the stream of a seed that stands at a {@link #place}} */
    static PhiloxStream resume(long seed, long[] place) {
        if (place.length != 1 || place[0] < 0) {
            throw RandomStream.noPlace("philox's is one number from 0: there are " + place.length);
        }
        return new PhiloxStream(seed, place[0]);
    }

    @Override
    public void rand(float[] out) {
        Words words = words(out.length);
        for (int i = 0; i < out.length; i++) {
            out[i] = words.unitFloat();
        }
    }

    @Override
    public void rand(double[] out) {
        Words words = words(2L * out.length);
        for (int i = 0; i < out.length; i++) {
            out[i] = words.unitDouble();
        }
    }

    @Override
    public void uniform(float[] out, double from, double to) {
        float low = (float) from;
        float high = (float) to;
        rand(out);
        for (int i = 0; i < out.length; i++) {
            float value = Math.fma(out[i], high - low, low);
            out[i] = value == high ? low : value;
        }
    }

    @Override
    public void uniform(double[] out, double from, double to) {
        rand(out);
        for (int i = 0; i < out.length; i++) {
            double value = Math.fma(out[i], to - from, from);
            out[i] = value == to ? from : value;
        }
    }

    @Override
    public void randint(long[] out, long from, long to) {
        RandomStream.requireRange(from, to);
        Words words = words(2L * out.length);
        for (int i = 0; i < out.length; i++) {
            out[i] = from + Math.unsignedMultiplyHigh(words.nextLong(), to - from);
        }
    }

    @Override
    public void randperm(long[] out) {
        Words words = words(2L * out.length);
        for (int i = 0; i < out.length; i++) {
            int other = (int) Math.unsignedMultiplyHigh(words.nextLong(), i + 1L);
            out[i] = out[other];
            out[other] = i;
        }
    }

    @Override
    public void bernoulli(boolean[] out, double p) {
        Words words = words(out.length);
        for (int i = 0; i < out.length; i++) {
            out[i] = words.unitFloat() < p;
        }
    }

    @Override
    public void bernoulli(boolean[] out, float[] p) {
        Words words = words(out.length);
        for (int i = 0; i < out.length; i++) {
            out[i] = words.unitFloat() < p[i];
        }
    }

    @Override
    public void bernoulli(boolean[] out, double[] p) {
        Words words = words(out.length);
        for (int i = 0; i < out.length; i++) {
            out[i] = words.unitFloat() < p[i];
        }
    }

    @Override
    public long nextSeed() {
        return words(2).nextLong() & Long.MAX_VALUE;
    }

    private Words words(long count) {
        Tracing.requireRunning(Generator.HOST_DRAWS);
        return new Words(seed, take(count));
    }

    /** The words of a run of blocks, one after the other. */
    private static final class Words {
        private final int key0;
        private final int key1;
        private long block;
        private int[] current = {};
        private int next = WORDS;

        Words(long seed, long block) {
            this.key0 = (int) seed;
            this.key1 = (int) (seed >>> 32);
            this.block = block;
        }

        int nextInt() {
            if (next == WORDS) {
                current = Philox.block(new int[] {(int) block, (int) (block >>> 32), 0, 0}, key0, key1);
                block++;
                next = 0;
            }
            return current[next++];
        }

        long nextLong() {
            long high = nextInt();
            return high << 32 | Integer.toUnsignedLong(nextInt());
        }

        float unitFloat() {
            return (nextInt() >>> 8) * FLOAT_UNIT;
        }

        double unitDouble() {
            return (nextLong() >>> 11) * DOUBLE_UNIT;
        }
    }
}
