package dev.vecgrad.simd;

import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.ir.Prim;
import dev.vecgrad.type.DType;
import java.util.List;

/**
 * Which operations vectors serve. A vector loop has one lane width, 4 or 8 bytes, for all that moves; its bools are masks. Where it
 * converts between 4 and 8 bytes, the narrow values are vectors of half the size. Conversions between int64 and floats must have been
 * expanded ({@link Conversions}).
 */
final class Vectorizable {
    /** The lane width of what no vector serves. */
    static final int SCALAR = 0;

    /** The lane width of bools, which go with any. */
    static final int ANY = -1;

    private Vectorizable() {}

    /** {@return the lane width in bytes that {@code op} needs, {@link #ANY} or {@link #SCALAR}} */
    static int width(Expr.Op op) {
        return changesWidth(op) ? 8 : commonWidth(op);
    }

    /** {@return whether {@code op} converts between 4 and 8 bytes; its lanes are 8 bytes wide} */
    static boolean changesWidth(Expr.Op op) {
        DType from = op.args().getFirst().dtype();
        return op.prim() == Prim.CAST
                && !from.isBool()
                && !op.dtype().isBool()
                && from.itemSize() != op.dtype().itemSize();
    }

    private static int commonWidth(Expr.Op op) {
        int width = width(op.dtype());
        for (Expr arg : op.args()) {
            width = meet(width, width(arg.dtype()));
        }
        return supported(op) ? width : SCALAR;
    }

    /** {@return the lane width of a value} */
    static int width(DType dtype) {
        return dtype.isBool() ? ANY : dtype.itemSize();
    }

    /** {@return the lane width that serves both} */
    static int meet(int a, int b) {
        if (a == ANY) {
            return b;
        }
        return b == ANY || a == b ? a : SCALAR;
    }

    /** {@return whether node {@code e} moves along the loop, given whether its arguments do} */
    static boolean moves(Expr e, List<Operand> inputs, java.util.function.Predicate<Expr> argMoves) {
        return switch (e) {
            case Expr.Input in -> inputs.get(in.index()).access() != Access.ZERO;
            case Expr.Iota _, Expr.Acc _ -> true;
            case Expr.Param _, Expr.Literal _ -> false;
            case Expr.Op _, Expr.Apply _ -> e.args().stream().anyMatch(argMoves);
        };
    }

    private static boolean supported(Expr.Op op) {
        return switch (op.prim()) {
            case ADD, SUB, MUL, FMA, NEG, ABS, SQRT -> true;
            case LT, LE, EQ, NE, SELECT, AND, OR, XOR, NOT -> true;
            case SHL, SHR, USHR, BITCAST -> true;
            case CAST -> true;
            case DIV -> op.dtype().isFloatingPoint();
            case REM -> false;
        };
    }
}
