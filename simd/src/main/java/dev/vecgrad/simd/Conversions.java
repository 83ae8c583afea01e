package dev.vecgrad.simd;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Exprs;
import dev.vecgrad.ir.Prim;
import dev.vecgrad.simd.machine.Width;
import dev.vecgrad.type.DType;
import java.util.List;

/*
 * int64 to float64: the halves of the integer become mantissas of 2^84 + 2^63 + high 2^32 and 2^52 + low; the first loses 2^84 + 2^63 + 2^52 exactly, and one
 * addition rounds the sum. To float32 by way of float64: an integer of more than 53 bits first has its lowest 11 bits gathered in one
 * ("rounding to odd"), so that the first rounding is none and the second knows whether anything lay below.
 *
 * float64 to int64: the mantissa shifted by the exponent, then Java's rule: saturate, NaN gives 0.
 */
/** Conversions between int64 and floats as integer primitives, for machines whose vectors do not convert them. Same bits. */
final class Conversions {
    private static final double LIMIT = 0x1p63;

    private Conversions() {}

    /** {@return the roots without conversions that no vector instruction serves} */
    static List<Expr> expand(List<Expr> roots) {
        return Width.convertsLongs() ? roots : Exprs.rewrite(roots, Conversions::expandNode);
    }

    private static Expr expandNode(Expr node, List<Expr> args) {
        if (!(node instanceof Expr.Op op) || op.prim() != Prim.CAST) {
            return Expr.rebuild(node, args);
        }
        Expr x = args.getFirst();
        if (x.dtype() == DType.INT64 && node.dtype().isFloatingPoint()) {
            return node.dtype() == DType.FLOAT64
                    ? toDouble(x)
                    : toDouble(roundedToOdd(x)).cast(DType.FLOAT32);
        }
        boolean toLong = x.dtype().isFloatingPoint() && node.dtype() == DType.INT64;
        return toLong ? toLong(x.cast(DType.FLOAT64)) : Expr.rebuild(node, args);
    }

    private static Expr number(long value) {
        return Expr.literal(DType.INT64, value);
    }

    private static Expr toDouble(Expr x) {
        Expr low = x.and(number(0xffffffffL)).or(number(Double.doubleToRawLongBits(0x1p52)));
        Expr high = x.ushr(32).xor(number(Double.doubleToRawLongBits(0x1p84 + 0x1p63)));
        return high.bitcast(DType.FLOAT64).sub(0x1p84 + 0x1p63 + 0x1p52).add(low.bitcast(DType.FLOAT64));
    }

    private static Expr roundedToOdd(Expr x) {
        Expr large = x.add(number(1L << 53)).ushr(54).ne(number(0));
        Expr gathered = x.and(number(2047)).add(number(2047)).or(x).and(number(-2048));
        return large.select(gathered, x);
    }

    private static Expr toLong(Expr x) {
        Expr bits = x.bitcast(DType.INT64);
        Expr exponent = bits.ushr(52).and(number(0x7ff));
        Expr mantissa = bits.and(number((1L << 52) - 1)).or(number(1L << 52));
        Expr left = Expr.op(Prim.SHL, mantissa, exponent.sub(number(1075)));
        Expr right = Expr.op(Prim.USHR, mantissa, number(1075).sub(exponent));
        Expr size = x.abs().lt(0x1p52).select(right, left);
        Expr signed = x.lt(0).select(size.neg(), size);
        Expr above = x.ge(LIMIT).select(number(Long.MAX_VALUE), signed);
        Expr inRange = x.le(-LIMIT).select(number(Long.MIN_VALUE), above);
        // false for NaN, too
        return x.abs().ge(1).select(inRange, number(0));
    }
}
