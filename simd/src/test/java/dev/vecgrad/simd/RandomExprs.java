package dev.vecgrad.simd;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.MathFn;
import dev.vecgrad.ir.Prim;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** Grows expressions over given leaves: every prim, every dtype. */
final class RandomExprs {
    private final RandomGenerator random;
    private final List<DType> dtypes;
    private final boolean functions;
    private final Map<DType, List<Expr>> pool = new EnumMap<>(DType.class);

    /** Expressions of {@code dtypes}; bools are always among them. */
    RandomExprs(RandomGenerator random, List<DType> dtypes, boolean functions) {
        this.random = random;
        this.dtypes = dtypes;
        this.functions = functions;
        for (DType dtype : DType.values()) {
            pool.put(dtype, new ArrayList<>());
        }
    }

    void leaf(Expr leaf) {
        of(leaf.dtype()).add(leaf);
    }

    private List<Expr> of(DType dtype) {
        return Objects.requireNonNull(pool.get(dtype));
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Adds {@code count} operations. */
    void grow(int count) {
        for (int i = 0; i < count; i++) {
            Expr made = operation();
            of(made.dtype()).add(made);
        }
    }

    /** An expression of {@code dtype}, a late one rather than an early one. */
    Expr any(DType dtype) {
        List<Expr> known = of(dtype);
        if (known.isEmpty() || random.nextInt(12) == 0) {
            return fresh(dtype);
        }
        return known.get(Math.max(random.nextInt(known.size()), random.nextInt(known.size())));
    }

    private Expr fresh(DType dtype) {
        DType from = one(List.of(DType.values()));
        List<Expr> other = of(from);
        return other.isEmpty() || from == dtype || !dtypes.contains(from)
                ? literal(dtype)
                : one(other).cast(dtype);
    }

    private Expr literal(DType dtype) {
        double[] values = {0, 1, -1, 2, 0.5, 3, -0.0, 100};
        return Expr.literal(dtype, values[random.nextInt(values.length)]);
    }

    private Expr operation() {
        Prim prim = one(List.of(Prim.values()));
        DType dtype = one(dtypes);
        if (functions && dtype.isFloatingPoint() && random.nextInt(4) == 0) {
            return function(dtype);
        }
        return switch (prim) {
            case ADD, SUB, MUL, DIV, REM -> dtype.isBool() ? logic(Prim.XOR) : Expr.op(prim, any(dtype), any(dtype));
            case FMA -> dtype.isFloatingPoint() ? Expr.op(prim, any(dtype), any(dtype), any(dtype)) : logic(Prim.OR);
            case NEG, ABS -> dtype.isBool() ? Expr.op(Prim.NOT, any(dtype)) : Expr.op(prim, any(dtype));
            case SQRT -> dtype.isFloatingPoint() ? Expr.op(prim, any(dtype)) : logic(Prim.AND);
            case LT, LE, EQ, NE -> Expr.op(prim, any(dtype), any(dtype));
            case SELECT -> Expr.op(prim, any(DType.BOOL), any(dtype), any(dtype));
            case AND, OR, XOR -> dtype.isFloatingPoint() ? logic(prim) : Expr.op(prim, any(dtype), any(dtype));
            case NOT -> Expr.op(prim, any(dtype.isFloatingPoint() ? DType.BOOL : dtype));
            case SHL, SHR, USHR -> dtype.isIntegral() ? shift(prim, dtype) : logic(Prim.AND);
            case CAST -> any(dtype).cast(one(dtypes));
            case BITCAST -> bitcast(dtype);
        };
    }

    private Expr shift(Prim prim, DType dtype) {
        return random.nextBoolean()
                ? Expr.op(prim, any(dtype), any(dtype))
                : Expr.op(prim, any(dtype), Expr.literal(dtype, (long) random.nextInt(40)));
    }

    private Expr logic(Prim prim) {
        return Expr.op(prim, any(DType.BOOL), any(DType.BOOL));
    }

    private Expr function(DType dtype) {
        MathFn fn = one(List.of(MathFn.values()));
        List<Expr> args = new ArrayList<>();
        for (int i = 0; i < fn.arity(); i++) {
            args.add(any(dtype));
        }
        return Expr.apply(fn, args);
    }

    /** The bits of a NaN are not defined, so it is replaced before they are looked at. */
    private Expr bitcast(DType dtype) {
        Expr value = any(dtype);
        return switch (dtype) {
            case FLOAT32 -> value.isNan().select(value.like(0), value).bitcast(DType.INT32);
            case FLOAT64 -> value.isNan().select(value.like(0), value).bitcast(DType.INT64);
            case INT32 -> dtypes.contains(DType.FLOAT32) ? value.bitcast(DType.FLOAT32) : value;
            case INT64 -> dtypes.contains(DType.FLOAT64) ? value.bitcast(DType.FLOAT64) : value;
            case BOOL -> value;
        };
    }
}
