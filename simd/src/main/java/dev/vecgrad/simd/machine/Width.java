package dev.vecgrad.simd.machine;

import java.util.Locale;
import jdk.incubator.vector.VectorShape;

/** The vector width of all loops: the machine's own, or {@code -Dvecgrad.vector.bits}. */
public final class Width {
    /** Bits of a vector. */
    public static final int BITS = choose(Integer.getInteger("vecgrad.vector.bits", defaultBits()));

    /** Bytes of a vector. */
    public static final int BYTES = BITS / 8;

    private Width() {}

    /** {@return whether the machine has vectors of {@code bits} bits that loops can use} */
    public static boolean supported(int bits) {
        return (bits == 128 || bits == 256 || bits == 512) && bits <= machineBits();
    }

    /** {@return the lanes of a vector of elements of {@code itemSize} bytes} */
    public static int lanes(int itemSize) {
        return BYTES / itemSize;
    }

    /**
     * {@return whether vectors convert between floats and int64; without it the JDK computes such a conversion on the heap}
     */
    public static boolean convertsLongs() {
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return arch.equals("aarch64") || machineBits() >= 512;
    }

    private static int machineBits() {
        return VectorShape.preferredShape().vectorBitSize();
    }

    private static int defaultBits() {
        return Math.min(512, machineBits());
    }

    private static int choose(int bits) {
        if (!supported(bits)) {
            throw new IllegalArgumentException(
                    "vecgrad.vector.bits: must be 128, 256 or 512 and no more than the machine's " + machineBits()
                            + ", not " + bits);
        }
        return bits;
    }
}
