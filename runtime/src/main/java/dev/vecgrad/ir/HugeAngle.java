package dev.vecgrad.ir;

import dev.vecgrad.type.DType;

/**
 * The reduction of large float32 angles by pi/2, exact for every float (the idea is Payne and Hanek's, 1983).
 *
 * <p>{@code a = m 2^(E - 150)} with a 24-bit integer m. Of {@code a (2/pi)} only the value mod 4 counts, so bits of 2/pi whose product with m is a
 * multiple of 4 are left out: a window of 96 bits of 2/pi, beginning at a bit that E tells, is cut out of a table by
 * selections and shifts. The product with its first word, mod 2^32, is a fixed-point number with 2 bits before the
 * point; that with the next 48 bits is made of exact float products.
 */
final class HugeAngle {
    /** From here on this way is taken; E is 143 then. */
    static final double FROM = 0x1p16;

    private static final int FIRST_EXPONENT = 143;

    /** The bits of 2/pi after nine zeros. */
    private static final int[] TWO_OVER_PI = {
        0x517cc1, 0xb727220a, 0x94fe13ab, 0xe8fa9a6e, 0xe06db14a, 0xcc9e21c8, 0x20ff28b1
    };

    private static final double HALF_PI = 1.57079637;
    private static final double HALF_PI_LOW = -4.37113883e-8;

    private HugeAngle() {}

    /** {@return a = n pi/2 + r, for a from {@link #FROM} on} */
    static Trigonometry.Angle reduce(Expr a) {
        Expr bits = a.bitcast(DType.INT32);
        Expr position = bits.ushr(23).sub(integer(FIRST_EXPONENT));
        Expr[] window = window(position);
        Expr mantissa = bits.and(integer(0x7fffff));
        Expr m = mantissa.or(integer(0x800000));
        Expr fraction = mantissa.or(integer(0x3f000000)).bitcast(DType.FLOAT32);
        return turns(Expr.op(Prim.MUL, m, window[0]), fraction, window[1], window[2]);
    }

    private static Expr integer(int value) {
        return Expr.literal(DType.INT32, (long) value);
    }

    private static Expr number(Expr integer) {
        return integer.cast(DType.FLOAT32);
    }

    /** Three words of the table from bit {@code position} on, which is at most 112. */
    private static Expr[] window(Expr position) {
        Expr[] words = new Expr[TWO_OVER_PI.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = integer(TWO_OVER_PI[i]);
        }
        Expr[] words2 = shifted(words, 2, position.and(integer(64)).ne(integer(0)));
        Expr[] words1 = shifted(words2, 1, position.and(integer(32)).ne(integer(0)));
        Expr back = position.not();
        Expr[] window = new Expr[3];
        for (int i = 0; i < window.length; i++) {
            Expr high = Expr.op(Prim.SHL, words1[i], position);
            window[i] = high.or(Expr.op(Prim.USHR, words1[i + 1].ushr(1), back));
        }
        return window;
    }

    /** All words, or those {@code by} places further on. */
    private static Expr[] shifted(Expr[] words, int by, Expr further) {
        Expr[] shifted = new Expr[words.length - by];
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] = further.select(words[i + by], words[i]);
        }
        return shifted;
    }

    /**
     * Quarter turns to radians, in units of 2^-30 quarter turns.
     *
     * @param whole the first product, mod 4 quarter turns
     * @param fraction m 2^-24
     */
    private static Trigonometry.Angle turns(Expr whole, Expr fraction, Expr second, Expr third) {
        Expr next = number(second.ushr(8));
        Expr last = number(second.and(integer(0xff)).shl(16).or(third.ushr(16))).mul(0x1p-24);
        Expr product = fraction.mul(next);
        Expr units = product.cast(DType.INT32);
        Expr lost = fraction.fma(last, fraction.fma(next, product.neg()));
        Expr small = product.sub(number(units)).add(lost);
        Expr all = whole.add(units);
        Expr quadrant = all.add(integer(1 << 29)).shr(30);
        return radians(quadrant, all.sub(quadrant.shl(30)), small);
    }

    private static Trigonometry.Angle radians(Expr quadrant, Expr units, Expr fraction) {
        Expr head = number(units);
        Expr tail = number(units.sub(head.cast(DType.INT32))).add(fraction);
        Expr sum = head.add(tail);
        Expr lost = head.sub(sum).add(tail);
        Expr unit = sum.like(HALF_PI * 0x1p-30);
        Expr small = lost.fma(unit, sum.mul(HALF_PI_LOW * 0x1p-30));
        Expr r = sum.fma(unit, small);
        Expr low = sum.fma(unit, r.neg()).add(small);
        return new Trigonometry.Angle(quadrant, r, low);
    }
}
