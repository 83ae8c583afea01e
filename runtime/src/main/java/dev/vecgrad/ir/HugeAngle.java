package dev.vecgrad.ir;

import dev.vecgrad.type.DType;

/**
 * The reduction of large angles by pi/2, exact for every number (the idea is Payne and Hanek's, 1983).
 *
 * <p>In float32, {@code a = m 2^(E - 150)} with a 24-bit integer m. Of {@code a (2/pi)} only the value mod 4 counts, so bits of 2/pi whose product with m is a
 * multiple of 4 are left out: a window of 96 bits of 2/pi, beginning at a bit that E tells, is cut out of a table by
 * selections and shifts. The product with its first word, mod 2^32, is a fixed-point number with 2 bits before the
 * point; that with the next 48 bits is made of exact float products. Float64 does the same with words of 64 bits, of which the second and third give 106.
 */
final class HugeAngle {
    /** The bits of 2/pi after nine zeros, in words. */
    private static final long[] WORDS32 = {
        0x517cc1, 0xb727220a, 0x94fe13ab, 0xe8fa9a6e, 0xe06db14a, 0xcc9e21c8, 0x20ff28b1
    };

    private static final long[] WORDS64 = {
        0x517cc1b727220aL, 0x94fe13abe8fa9a6eL, 0xe06db14acc9e21c8L, 0x20ff28b1d5ef5de2L,
        0xb0db92371d2126e9L, 0x700324977504e8c9L, 0xe7f0ef58e5894d3L, 0x9f74411afa975da2L,
        0x4274ce38135a2fbfL, 0x209cc8eb1cc1a99cL, 0xfa4e422fc5defc94L, 0x1d8ffc4bffef02ccL,
        0x7f79788c5ad0536L, 0x8fb69b3f6793e584L, 0xdba7a31fb34f2ff5L, 0x16ba93dd63f5f2f8L,
        0xbd9e839cfbc52949L, 0x7535fdafd88fc6aeL, 0x842b0198237e3db5L
    };

    /**
     * What differs between the formats.
     *
     * @param from from here on this way is taken
     * @param firstExponent the exponent field of {@code from}
     * @param words the table
     */
    private record Table(double from, int firstExponent, long[] words) {
        static Table of(Format f) {
            return switch (f) {
                case SINGLE -> new Table(0x1p16, 143, WORDS32);
                case DOUBLE -> new Table(0x1p45, 1068, WORDS64);
            };
        }
    }

    private final Format format;
    private final DType real;
    private final DType word;
    private final int bits;
    private final int digits;

    private HugeAngle(Expr a) {
        this.format = Format.of(a);
        this.real = a.dtype();
        this.word = format.integer(0).dtype();
        this.bits = 8 * word.itemSize();
        this.digits = format.mantissaBits() + 1;
    }

    /** {@return whether a is so large that the other way is not exact} */
    static Expr isHuge(Expr a) {
        return a.ge(Table.of(Format.of(a)).from());
    }

    /** {@return a = n pi/2 + r, for a that {@link #isHuge}} */
    static Trigonometry.Angle reduce(Expr a) {
        return new HugeAngle(a).angle(a);
    }

    private Trigonometry.Angle angle(Expr a) {
        Table table = Table.of(format);
        Expr field = format.bits(a);
        Expr position = field.ushr(format.mantissaBits()).sub(format.integer(table.firstExponent()));
        Expr[] window = window(table.words(), position);
        Expr mantissa = field.and(format.integer((1L << format.mantissaBits()) - 1));
        Expr m = mantissa.or(format.integer(1L << format.mantissaBits()));
        Expr fraction = format.value(mantissa.or(format.bitsOf(0.5)));
        return turns(m.mul(window[0]), fraction, window[1], window[2]);
    }

    private Expr number(Expr integer) {
        return integer.cast(real);
    }

    /** Three words of the table from bit {@code position} on. */
    private Expr[] window(long[] table, Expr position) {
        Expr[] words = new Expr[table.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = format.integer(word == DType.INT32 ? table[i] << 32 >> 32 : table[i]);
        }
        int most = Integer.highestOneBit(table.length - 4);
        for (int by = most; by > 0; by /= 2) {
            words = shifted(
                    words, by, position.and(format.integer((long) by * bits)).ne(format.integer(0)));
        }
        Expr back = position.not();
        Expr[] window = new Expr[3];
        for (int i = 0; i < window.length; i++) {
            Expr high = Expr.op(Prim.SHL, words[i], position);
            window[i] = high.or(Expr.op(Prim.USHR, words[i + 1].ushr(1), back));
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
     * Quarter turns to radians, in units of 2^-30 (2^-62) quarter turns.
     *
     * @param whole the first product, mod 4 quarter turns
     * @param fraction m 2^-24 (2^-53)
     */
    private Trigonometry.Angle turns(Expr whole, Expr fraction, Expr second, Expr third) {
        int left = bits - digits;
        int more = digits - left;
        Expr next = number(second.ushr(left));
        Expr rest = second.and(format.integer((1L << left) - 1)).shl(more).or(third.ushr(bits - more));
        Expr last = number(rest).mul(Math.scalb(1.0, -digits));
        Expr product = fraction.mul(next);
        Expr units = product.cast(word);
        Expr lost = fraction.fma(last, fraction.fma(next, product.neg()));
        Expr small = product.sub(number(units)).add(lost);
        Expr all = whole.add(units);
        Expr quadrant = all.add(format.integer(1L << bits - 3)).shr(bits - 2);
        return radians(quadrant, all.sub(quadrant.shl(bits - 2)), small);
    }

    private Trigonometry.Angle radians(Expr quadrant, Expr units, Expr fraction) {
        Expr head = number(units);
        Expr tail = number(units.sub(head.cast(word))).add(fraction);
        Expr sum = head.add(tail);
        Expr lost = head.sub(sum).add(tail);
        double one = Math.scalb(1.0, 2 - bits);
        Expr unit = sum.like(format.choose(1.57079637, 1.5707963267948966) * one);
        Expr small = lost.fma(unit, sum.mul(format.choose(-4.37113883e-8, 6.123233995736766e-17) * one));
        Expr r = sum.fma(unit, small);
        Expr low = sum.fma(unit, r.neg()).add(small);
        return new Trigonometry.Angle(quadrant, r, low);
    }
}
