package dev.vecgrad.ir;

import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import java.util.List;

/** The dtype rules of expression nodes. */
final class PrimTypes {
    private PrimTypes() {}

    /** {@return the dtype of {@code prim} applied to {@code args}} */
    static DType result(Prim prim, List<Expr> args) {
        requireArity(prim, prim.arity(), args);
        return switch (prim) {
            case ADD, SUB, MUL, DIV, REM, NEG, ABS -> number(prim, same(prim, args));
            case FMA, SQRT -> floating(prim, same(prim, args));
            case LT, LE, EQ, NE -> {
                same(prim, args);
                yield DType.BOOL;
            }
            case SELECT -> {
                requireCondition(args.getFirst().dtype());
                yield same(prim, args.subList(1, 3));
            }
            case AND, OR, XOR, NOT -> discrete(prim, same(prim, args));
            case SHL, SHR, USHR -> integral(prim, same(prim, args));
            case CAST, BITCAST -> throw new IllegalArgumentException(prim + " is made by cast and bitcast");
        };
    }

    /** {@return the dtype of a function applied to {@code args}} */
    static DType result(Fn fn, List<Expr> args) {
        requireArity(fn.text(), fn.arity(), args);
        return floating(fn.text(), same(fn.text(), args));
    }

    static void requireBitcast(DType from, DType to) {
        if (from.itemSize() != to.itemSize() || from.isBool() || to.isBool()) {
            throw new DTypeException("BITCAST: " + from + " and " + to + " must be of one width and no bool");
        }
    }

    private static void requireArity(Object name, int arity, List<Expr> args) {
        if (args.size() != arity) {
            throw new DTypeException(name + " takes " + arity + " arguments, not " + args.size());
        }
    }

    private static void requireCondition(DType dtype) {
        if (!dtype.isBool()) {
            throw new DTypeException("SELECT: the condition must be bool, not " + dtype);
        }
    }

    private static DType same(Object name, List<Expr> args) {
        DType dtype = args.getFirst().dtype();
        for (Expr arg : args) {
            if (arg.dtype() != dtype) {
                throw new DTypeException(name + ": arguments of one dtype, not " + dtype + " and " + arg.dtype());
            }
        }
        return dtype;
    }

    private static DType number(Prim prim, DType dtype) {
        if (dtype.isBool()) {
            throw new DTypeException(prim + " takes numbers, not bool");
        }
        return dtype;
    }

    private static DType floating(Object name, DType dtype) {
        if (!dtype.isFloatingPoint()) {
            throw new DTypeException(name + " takes floating point, not " + dtype);
        }
        return dtype;
    }

    private static DType discrete(Prim prim, DType dtype) {
        if (dtype.isFloatingPoint()) {
            throw new DTypeException(prim + " takes integers or bool, not " + dtype);
        }
        return dtype;
    }

    private static DType integral(Prim prim, DType dtype) {
        if (!dtype.isIntegral()) {
            throw new DTypeException(prim + " takes integers, not " + dtype);
        }
        return dtype;
    }
}
