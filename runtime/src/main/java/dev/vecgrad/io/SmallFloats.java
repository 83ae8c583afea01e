package dev.vecgrad.io;

/** Floating-point numbers of 8 and 16 bits, all of which float32 holds exactly. */
final class SmallFloats {
    private static final int E4M3_NAN = 0x7f;
    private static final int E4M3_MANTISSA_BITS = 3;
    private static final int E4M3_LEAST_EXPONENT = -9;

    private SmallFloats() {}

    /** {@return the number with these bits, the lower ones of which are a float8} */
    static float widen(ElementType type, short bits) {
        return switch (type) {
            case FLOAT16 -> Float.float16ToFloat(bits);
            case BFLOAT16 -> Float.intBitsToFloat(bits << 16);
            case FLOAT8_E5M2 -> Float.float16ToFloat((short) (bits << 8));
            case FLOAT8_E4M3 -> e4m3(bits);
            case BOOL, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, FLOAT32, FLOAT64 ->
                throw new IllegalArgumentException("no small float: " + type);
        };
    }

    /* Sign, 4 bits of exponent, 3 of mantissa; no infinities, one NaN of each sign. Micikevicius et al. 2022, arXiv:2209.05433. */
    private static float e4m3(short bits) {
        int magnitude = bits & 0x7f;
        if (magnitude == E4M3_NAN) {
            return Float.NaN;
        }
        int exponent = magnitude >> E4M3_MANTISSA_BITS;
        int hidden = exponent == 0 ? 0 : 1 << E4M3_MANTISSA_BITS;
        int mantissa = hidden | magnitude & ((1 << E4M3_MANTISSA_BITS) - 1);
        float number = Math.scalb((float) mantissa, E4M3_LEAST_EXPONENT + Math.max(exponent, 1) - 1);
        return (bits & 0x80) == 0 ? number : -number;
    }
}
