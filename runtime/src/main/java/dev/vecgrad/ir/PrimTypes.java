package dev.vecgrad.ir;

import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import java.util.List;

/** The dtype rules of expression nodes. */
final class PrimTypes {
    private PrimTypes() {}

    /** {@return the dtype of {@code prim} applied to {@code args}} */
    static DType result(Prim prim, List<Expr> args) {
        require(args.size() == prim.arity(), prim + " takes " + prim.arity() + " arguments, not " + args.size());
        return switch (prim) {
            case ADD, SUB, MUL, DIV, REM, NEG, ABS -> number(prim, same(prim, args));
            case FMA, SQRT -> floating(prim.toString(), same(prim, args));
            case LT, LE, EQ, NE -> {
                same(prim, args);
                yield DType.BOOL;
            }
            case SELECT -> {
                require(
                        args.getFirst().dtype().isBool(),
                        "SELECT: the condition must be bool, not "
                                + args.getFirst().dtype());
                yield same(prim, args.subList(1, 3));
            }
            case AND, OR, XOR, NOT -> discrete(prim, same(prim, args));
            case SHL, SHR, USHR -> integral(prim, same(prim, args));
            case CAST, BITCAST -> throw new IllegalArgumentException(prim + " is made by cast and bitcast");
        };
    }

    /** {@return the dtype of a function applied to {@code args}} */
    static DType result(Fn fn, List<Expr> args) {
        require(args.size() == fn.arity(), fn.text() + " takes " + fn.arity() + " arguments, not " + args.size());
        DType dtype = args.getFirst().dtype();
        for (Expr arg : args) {
            require(arg.dtype() == dtype, fn.text() + ": arguments of one dtype, not " + dtype + " and " + arg.dtype());
        }
        return floating(fn.text(), dtype);
    }

    static void requireBitcast(DType from, DType to) {
        boolean fits = from.itemSize() == to.itemSize() && !from.isBool() && !to.isBool();
        require(fits, "BITCAST: " + from + " and " + to + " must be of one width and no bool");
    }

    private static DType same(Prim prim, List<Expr> args) {
        DType dtype = args.getFirst().dtype();
        for (Expr arg : args) {
            require(arg.dtype() == dtype, prim + ": arguments of one dtype, not " + dtype + " and " + arg.dtype());
        }
        return dtype;
    }

    private static DType number(Prim prim, DType dtype) {
        require(!dtype.isBool(), prim + " takes numbers, not bool");
        return dtype;
    }

    private static DType floating(String name, DType dtype) {
        require(dtype.isFloatingPoint(), name + " takes floating point, not " + dtype);
        return dtype;
    }

    private static DType discrete(Prim prim, DType dtype) {
        require(!dtype.isFloatingPoint(), prim + " takes integers or bool, not " + dtype);
        return dtype;
    }

    private static DType integral(Prim prim, DType dtype) {
        require(dtype.isIntegral(), prim + " takes integers, not " + dtype);
        return dtype;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new DTypeException(message);
        }
    }
}
