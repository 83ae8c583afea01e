package dev.vecgrad.simd.rows;

import dev.vecgrad.type.DType;

/**
 * Elements as whole numbers in the order that calls sort by: floats by their bits, with NaN above all and -0 as 0. Descending order is
 * that of the complements.
 */
final class Keys {
    private static final int INFINITY = 0x7f80_0000;
    private static final long WIDE_INFINITY = 0x7ff0_0000_0000_0000L;
    private static final long UPPER = 0xffff_ffff_0000_0000L;

    private Keys() {}

    /** {@return whether the keys of a dtype have 32 bits, so that a key and a place go into one number} */
    static boolean areNarrow(DType dtype) {
        return dtype.itemSize() < 8;
    }

    /** {@return the key of a float32 with these bits} */
    static int ofFloat(int bits) {
        int magnitude = bits & 0x7fff_ffff;
        int key = bits < 0 ? -magnitude : magnitude;
        return magnitude > INFINITY ? Integer.MAX_VALUE : key;
    }

    /** {@return the key of a float64 with these bits} */
    static long ofDouble(long bits) {
        long magnitude = bits & Long.MAX_VALUE;
        long key = bits < 0 ? -magnitude : magnitude;
        return magnitude > WIDE_INFINITY ? Long.MAX_VALUE : key;
    }

    /** {@return whether a key is that of NaNs of this dtype} */
    static boolean isNan(DType dtype, long key) {
        return switch (dtype) {
            case FLOAT32 -> key == Integer.MAX_VALUE;
            case FLOAT64 -> key == Long.MAX_VALUE;
            case INT64, INT32, BOOL -> false;
        };
    }

    /** Fills {@code keys} with those of the elements {@code begin} to {@code end} of a row, each at its place. */
    static void fill(DType dtype, long row, long step, int begin, int end, boolean complement, long[] keys) {
        long flip = complement ? -1 : 0;
        switch (dtype) {
            case FLOAT32 -> {
                for (int i = begin; i < end; i++) {
                    keys[i] = ofFloat(Native.getInt(row + i * step)) ^ flip;
                }
            }
            case FLOAT64 -> {
                for (int i = begin; i < end; i++) {
                    keys[i] = ofDouble(Native.getLong(row + i * step)) ^ flip;
                }
            }
            case INT64 -> {
                for (int i = begin; i < end; i++) {
                    keys[i] = Native.getLong(row + i * step) ^ flip;
                }
            }
            case INT32 -> {
                for (int i = begin; i < end; i++) {
                    keys[i] = Native.getInt(row + i * step) ^ flip;
                }
            }
            case BOOL -> {
                for (int i = begin; i < end; i++) {
                    keys[i] = Native.getByte(row + i * step) ^ flip;
                }
            }
        }
    }

    /** {@return a narrow key and a place as one number, in the order of keys and then of places} */
    static long pack(long key, int place) {
        return key << 32 | place;
    }

    /** {@return the place in a packed number} */
    static int place(long packed) {
        return (int) packed;
    }

    /** {@return the narrow key in a packed number} */
    static long key(long packed) {
        return packed >> 32;
    }

    /** {@return whether two packed numbers have one key} */
    static boolean sameKey(long a, long b) {
        return ((a ^ b) & UPPER) == 0;
    }

    /** Puts each key's place beside it. */
    static void pack(long[] keys, int begin, int end) {
        for (int i = begin; i < end; i++) {
            keys[i] = pack(keys[i], i);
        }
    }
}
