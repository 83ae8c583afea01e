package dev.vecgrad.ir;

import dev.vecgrad.type.DType;

/**
 * A floating-point format as lowerings take it apart: sign, exponent and mantissa bits.
 *
 * <p>Integers are obtained from floats by bits and magic numbers only, since not every machine converts them in vectors.
 */
enum Format {
    /** IEEE binary32. */
    SINGLE(DType.FLOAT32, DType.INT32, 23, 127),
    /** IEEE binary64. */
    DOUBLE(DType.FLOAT64, DType.INT64, 52, 1023);

    private final DType dtype;
    private final DType bitsType;
    private final int mantissaBits;
    private final int bias;

    Format(DType dtype, DType bitsType, int mantissaBits, int bias) {
        this.dtype = dtype;
        this.bitsType = bitsType;
        this.mantissaBits = mantissaBits;
        this.bias = bias;
    }

    /** {@return the format of a floating expression} */
    static Format of(Expr x) {
        return x.dtype() == DType.FLOAT32 ? SINGLE : DOUBLE;
    }

    /** {@return the constant for this format} */
    double choose(double single, double twice) {
        return this == SINGLE ? single : twice;
    }

    /** {@return the constants for this format} */
    double[] choose(double[] single, double[] twice) {
        return this == SINGLE ? single : twice;
    }

    /** {@return the number of mantissa bits without the leading one} */
    int mantissaBits() {
        return mantissaBits;
    }

    /** {@return the exponent's bias, also the largest exponent} */
    int bias() {
        return bias;
    }

    /** {@return 1.5 times 2^mantissaBits: x + magic is x rounded to an integer, which its lowest bits then hold} */
    double magic() {
        return 1.5 * Math.scalb(1.0, mantissaBits);
    }

    /** {@return the smallest normal number} */
    double minNormal() {
        return Math.scalb(1.0, 1 - bias);
    }

    /** {@return the greatest finite number} */
    double max() {
        return (2 - Math.scalb(1.0, -mantissaBits)) * Math.scalb(1.0, bias);
    }

    /** {@return the bits of a number} */
    Expr bits(Expr x) {
        return x.bitcast(bitsType);
    }

    /** {@return the number of these bits} */
    Expr value(Expr bits) {
        return bits.bitcast(dtype);
    }

    /** {@return an integer constant as wide as the format} */
    Expr integer(long value) {
        return Expr.literal(bitsType, value);
    }

    /** {@return the bits of a constant} */
    Expr bitsOf(double value) {
        return integer(this == SINGLE ? Float.floatToRawIntBits((float) value) : Double.doubleToRawLongBits(value));
    }

    /** {@return a number that was shifted into the exponent field, as a float in units of {@link #exponentUnit}} */
    Expr exponentValue(Expr field) {
        return switch (this) {
            case SINGLE -> field.cast(dtype);
            case DOUBLE -> value(field.shr(mantissaBits).add(bitsOf(magic()))).sub(magic());
        };
    }

    /** {@return what {@link #exponentValue} counts in} */
    double exponentUnit() {
        return this == SINGLE ? Math.scalb(1.0, -mantissaBits) : 1;
    }

    /** {@return the sign bit alone, or zero} */
    Expr signBit(Expr x) {
        return bits(x).and(bitsOf(-0.0));
    }

    /** {@return a number that is not negative with the sign of another} */
    Expr withSign(Expr magnitude, Expr sign) {
        return value(bits(magnitude).or(signBit(sign)));
    }

    /** {@return {@code x} with its sign flipped where {@code sign} is negative} */
    Expr flipSign(Expr x, Expr sign) {
        return value(bits(x).xor(signBit(sign)));
    }

    /** {@return sum of c[i] x^(n-1-i) by Horner's rule, highest power first} */
    static Expr poly(Expr x, double... c) {
        Expr sum = x.like(c[0]);
        for (int i = 1; i < c.length; i++) {
            sum = sum.fma(x, x.like(c[i]));
        }
        return sum;
    }
}
