package dev.vecgrad.core;

import java.util.Arrays;

/**
 * PyTorch's CPU random stream: the numbers that {@code torch.manual_seed(seed)} and the calls after it give.
 *
 * <p>Every method advances one shared position, so a sequence of calls gives what the same sequence of PyTorch calls
 * gives. Uniform numbers, integers and permutations are equal to the bit; normal numbers agree to 1e-6, because
 * PyTorch's vector code rounds its logarithm and sine differently. A scaled number is rounded once (fma), as PyTorch does
 * on every x86-64 processor with AVX2; on one without, PyTorch's own last bit differs.
 *
 * <p>{@code bernoulli} is the stream of PyTorch's own kernel. A PyTorch with MKL on an Intel processor draws
 * {@code bernoulli_(p)} from a generator of MKL instead; those numbers are not reproduced.
 *
 * <p>Not safe for several threads: who shares it locks. Arrays are filled in row-major order of the tensor.
 */
public final class PytorchStream implements RandomStream {
    private static final int BLOCK = 16;
    private static final int HALF = BLOCK / 2;
    private static final double TWO_PI = 2 * Math.PI;
    private static final float FLOAT_UNIT = 0x1p-24f;
    private static final double DOUBLE_UNIT = 0x1p-53;
    private static final int FLOAT_BITS = (1 << 24) - 1;
    private static final long DOUBLE_BITS = (1L << 53) - 1;
    private static final long WIDE_RANGE = 1L << 28;
    private static final long LARGE_PERMUTATION = 0xffffffffL / 20;

    private final Mt19937 engine;
    private double cachedNormal;
    private boolean hasCachedNormal;

    /** Starts at the position right after {@code torch.manual_seed(seed)}; only the low 32 bits of the seed count. */
    public PytorchStream(long seed) {
        this(new Mt19937(seed));
    }

    private PytorchStream(Mt19937 engine) {
        this.engine = engine;
    }

    @Override
    public PytorchStream copy() {
        var copy = new PytorchStream(engine.copy());
        copy.cachedNormal = cachedNormal;
        copy.hasCachedNormal = hasCachedNormal;
        return copy;
    }

    @Override
    public long[] place() {
        long[] words = engine.place();
        long[] place = Arrays.copyOf(words, words.length + 2);
        place[words.length] = hasCachedNormal ? 1 : 0;
        place[words.length + 1] = Double.doubleToRawLongBits(cachedNormal);
        return place;
    }

    /** {@return a stream that stands at a {@link #place}} */
    static PytorchStream resume(long[] place) {
        if (place.length != Mt19937.PLACE_LENGTH + 2) {
            throw RandomStream.noPlace("PyTorch's has " + (Mt19937.PLACE_LENGTH + 2)
                    + " numbers after the seed: there are " + place.length);
        }
        var stream = new PytorchStream(Mt19937.resume(Arrays.copyOf(place, Mt19937.PLACE_LENGTH)));
        stream.hasCachedNormal = place[Mt19937.PLACE_LENGTH] != 0;
        stream.cachedNormal = Double.longBitsToDouble(place[Mt19937.PLACE_LENGTH + 1]);
        return stream;
    }

    /** {@code torch.rand} in float32: 24 random bits each, in [0, 1). */
    @Override
    public void rand(float[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = unitFloat();
        }
    }

    /** {@code torch.rand} in float64: 53 random bits each, in [0, 1). */
    @Override
    public void rand(double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = unitDouble();
        }
    }

    /** {@code Tensor.uniform_(from, to)} in float32, in [from, to); a number rounded up to {@code to} becomes {@code from}. */
    @Override
    public void uniform(float[] out, double from, double to) {
        float low = (float) from;
        float high = (float) to;
        for (int i = 0; i < out.length; i++) {
            float value = Math.fma(unitFloat(), high - low, low);
            out[i] = value == high ? low : value;
        }
    }

    /** {@code Tensor.uniform_(from, to)} in float64, in [from, to); a number rounded up to {@code to} becomes {@code from}. */
    @Override
    public void uniform(double[] out, double from, double to) {
        for (int i = 0; i < out.length; i++) {
            double value = Math.fma(unitDouble(), to - from, from);
            out[i] = value == to ? from : value;
        }
    }

    /** {@code Tensor.normal_(mean, std)} in float32; {@code torch.randn} with mean 0 and std 1. */
    public void normal(float[] out, double mean, double std) {
        if (out.length < BLOCK) {
            for (int i = 0; i < out.length; i++) {
                out[i] = (float) scalarNormal(mean, std);
            }
            return;
        }
        rand(out);
        for (int start = 0; start + BLOCK <= out.length; start += BLOCK) {
            boxMuller(out, start, (float) mean, (float) std);
        }
        if (out.length % BLOCK != 0) {
            int start = out.length - BLOCK;
            for (int i = start; i < out.length; i++) {
                out[i] = unitFloat();
            }
            boxMuller(out, start, (float) mean, (float) std);
        }
    }

    /** {@code Tensor.normal_(mean, std)} in float64; {@code torch.randn} with mean 0 and std 1. */
    public void normal(double[] out, double mean, double std) {
        if (out.length < BLOCK) {
            for (int i = 0; i < out.length; i++) {
                out[i] = scalarNormal(mean, std);
            }
            return;
        }
        rand(out);
        for (int start = 0; start + BLOCK <= out.length; start += BLOCK) {
            boxMuller(out, start, mean, std);
        }
        if (out.length % BLOCK != 0) {
            int start = out.length - BLOCK;
            for (int i = start; i < out.length; i++) {
                out[i] = unitDouble();
            }
            boxMuller(out, start, mean, std);
        }
    }

    /**
     * {@code torch.randint(from, to)}: integers in [from, to), as the remainder of 32 random bits, or of 64 where the
     * range is 2^28 or more.
     */
    @Override
    public void randint(long[] out, long from, long to) {
        RandomStream.requireRange(from, to);
        long range = to - from;
        boolean wide = Long.compareUnsigned(range, WIDE_RANGE) >= 0;
        for (int i = 0; i < out.length; i++) {
            long bits = wide ? engine.nextLong() : engine.nextUnsignedInt();
            out[i] = Long.remainderUnsigned(bits, range) + from;
        }
    }

    /** {@code torch.randperm(out.length)}: a permutation of 0 .. length - 1. */
    @Override
    public void randperm(long[] out) {
        if (out.length < LARGE_PERMUTATION) {
            shuffleForward(out);
        } else {
            shuffleInsideOut(out);
        }
    }

    /** {@code Tensor.bernoulli_(p)}: 1 with probability {@code p}, each from 53 random bits, whatever the tensor's dtype. */
    @Override
    public void bernoulli(boolean[] out, double p) {
        for (int i = 0; i < out.length; i++) {
            out[i] = unitDouble() < p;
        }
    }

    /** {@code torch.bernoulli(p)} of a float32 tensor: 1 with probability {@code p[i]}, each from 24 random bits. */
    @Override
    public void bernoulli(boolean[] out, float[] p) {
        for (int i = 0; i < out.length; i++) {
            out[i] = unitFloat() < p[i];
        }
    }

    /** {@code torch.bernoulli(p)} of a float64 tensor: 1 with probability {@code p[i]}, each from 53 random bits. */
    @Override
    public void bernoulli(boolean[] out, double[] p) {
        for (int i = 0; i < out.length; i++) {
            out[i] = unitDouble() < p[i];
        }
    }

    @Override
    public long nextSeed() {
        return engine.nextLong() & Long.MAX_VALUE;
    }

    private float unitFloat() {
        return (engine.nextInt() & FLOAT_BITS) * FLOAT_UNIT;
    }

    private double unitDouble() {
        return (engine.nextLong() & DOUBLE_BITS) * DOUBLE_UNIT;
    }

    /* One of a pair of normal numbers; the other one waits for the next call, also across calls and dtypes. */
    private double scalarNormal(double mean, double std) {
        if (hasCachedNormal) {
            hasCachedNormal = false;
            return Math.fma(cachedNormal, std, mean);
        }
        double u1 = unitDouble();
        double u2 = unitDouble();
        double radius = Math.sqrt(-2 * StrictMath.log1p(-u2));
        double theta = TWO_PI * u1;
        cachedNormal = radius * StrictMath.sin(theta);
        hasCachedNormal = true;
        return Math.fma(radius * StrictMath.cos(theta), std, mean);
    }

    /* Turns 16 uniform numbers into normal ones in place: element j and j + 8 are a pair. */
    private static void boxMuller(float[] data, int start, float mean, float std) {
        for (int j = start; j < start + HALF; j++) {
            double radius = Math.sqrt(-2 * StrictMath.log(1 - data[j]));
            double theta = (float) TWO_PI * data[j + HALF];
            data[j] = Math.fma((float) (radius * StrictMath.cos(theta)), std, mean);
            data[j + HALF] = Math.fma((float) (radius * StrictMath.sin(theta)), std, mean);
        }
    }

    private static void boxMuller(double[] data, int start, double mean, double std) {
        for (int j = start; j < start + HALF; j++) {
            double radius = Math.sqrt(-2 * StrictMath.log(1 - data[j]));
            double theta = TWO_PI * data[j + HALF];
            data[j] = Math.fma(radius * StrictMath.cos(theta), std, mean);
            data[j + HALF] = Math.fma(radius * StrictMath.sin(theta), std, mean);
        }
    }

    private void shuffleForward(long[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = i;
        }
        for (int i = 0; i < out.length - 1; i++) {
            int other = i + (int) (engine.nextUnsignedInt() % (out.length - i));
            long moved = out[i];
            out[i] = out[other];
            out[other] = moved;
        }
    }

    /* For lengths near 2^32, where the remainder of 32 bits would be visibly skewed. */
    private void shuffleInsideOut(long[] out) {
        for (int i = 0; i < out.length; i++) {
            int other = (int) Long.remainderUnsigned(engine.nextLong(), i + 1);
            out[i] = out[other];
            out[other] = i;
        }
    }
}
