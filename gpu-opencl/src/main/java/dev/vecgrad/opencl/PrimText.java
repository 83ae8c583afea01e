package dev.vecgrad.opencl;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.DType;
import java.util.List;

/**
 * A primitive in OpenCL C, with the rounding and the edges that {@link dev.vecgrad.ir.Prim} defines. Integers are added and multiplied
 * unsigned, where they wrap by definition.
 *
 * @param width of the vectors
 */
record PrimText(int width) {
    /** {@return the text of a node whose arguments have these names} */
    String of(Expr.Op op, List<String> names) {
        DType type = op.args().getFirst().dtype();
        String a = names.getFirst();
        String b = names.size() > 1 ? names.get(1) : "";
        return switch (op.prim()) {
            case ADD -> arithmetic(type, a, "+", b);
            case SUB -> arithmetic(type, a, "-", b);
            case MUL -> arithmetic(type, a, "*", b);
            case DIV -> type.isFloatingPoint() ? a + " / " + b : "quotient_" + vector(type) + "(" + a + ", " + b + ")";
            case REM ->
                type.isFloatingPoint()
                        ? "fmod(" + a + ", " + b + ")"
                        : "remainder_" + vector(type) + "(" + a + ", " + b + ")";
            case FMA -> "fma(" + a + ", " + b + ", " + names.get(2) + ")";
            case NEG ->
                type.isFloatingPoint()
                        ? "-" + a
                        : signed(type, "(" + unsignedType(type) + ")(0) - " + unsigned(type, a));
            case ABS -> type.isFloatingPoint() ? "fabs(" + a + ")" : signed(type, "abs(" + a + ")");
            case SQRT -> "sqrt(" + a + ")";
            case LT -> compared(type, type == DType.BOOL ? b + " < " + a : a + " < " + b);
            case LE -> compared(type, type == DType.BOOL ? b + " <= " + a : a + " <= " + b);
            case EQ -> compared(type, a + " == " + b);
            case NE -> compared(type, a + " != " + b);
            case SELECT -> select(op.dtype(), a, b, names.get(2));
            case AND -> a + " & " + b;
            case OR -> a + " | " + b;
            case XOR -> a + " ^ " + b;
            case NOT -> "~" + a;
            case SHL -> signed(type, unsigned(type, a) + " << " + unsigned(type, b));
            case SHR -> a + " >> " + b;
            case USHR -> signed(type, unsigned(type, a) + " >> " + unsigned(type, b));
            case CAST -> cast(type, op.dtype(), a);
            case BITCAST -> "as_" + vector(op.dtype()) + "(" + a + ")";
        };
    }

    /** {@return {@code mask ? a : b}; the mask is a truth value} Of longs bits are chosen: Mesa 22.3 takes a long for positive that is not. */
    String select(DType type, String mask, String a, String b) {
        if (width == 1) {
            return mask + " ? " + a + " : " + b;
        }
        if (type == DType.INT64) {
            return "bitselect(" + b + ", " + a + ", " + widened(type, mask) + ")";
        }
        return "select(" + b + ", " + a + ", " + widened(type, mask) + ")";
    }

    /** {@return a truth value with the bytes of {@code type}} */
    private String widened(DType type, String mask) {
        return CTypes.isWide(type) ? "convert_" + CTypes.sized("long", width) + "(" + mask + ")" : mask;
    }

    /** Scalars compare to 1 or 0, vectors to -1 or 0 of their own size. */
    private String compared(DType type, String comparison) {
        if (width == 1) {
            return "-(" + comparison + ")";
        }
        return CTypes.isWide(type) ? "convert_" + CTypes.sized("int", width) + "(" + comparison + ")" : comparison;
    }

    private String cast(DType from, DType to, String a) {
        if (from == DType.BOOL) {
            return "convert_" + vector(to) + "(-" + a + ")";
        }
        if (to == DType.BOOL) {
            return compared(from, a + " != (" + vector(from) + ")(0)");
        }
        if (from.isFloatingPoint() && !to.isFloatingPoint()) {
            String saturated = "convert_" + vector(to) + "_sat(" + a + ")";
            return select(to, "(" + compared(from, a + " == " + a) + ")", saturated, "(" + vector(to) + ")(0)");
        }
        return "convert_" + vector(to) + "(" + a + ")";
    }

    private String arithmetic(DType type, String a, String sign, String b) {
        return type.isFloatingPoint()
                ? a + " " + sign + " " + b
                : signed(type, unsigned(type, a) + " " + sign + " " + unsigned(type, b));
    }

    private String unsigned(DType type, String a) {
        return "as_" + unsignedType(type) + "(" + a + ")";
    }

    private String signed(DType type, String a) {
        return "as_" + vector(type) + "(" + a + ")";
    }

    private String unsignedType(DType type) {
        return "u" + vector(type);
    }

    private String vector(DType type) {
        return CTypes.vector(type, width);
    }
}
