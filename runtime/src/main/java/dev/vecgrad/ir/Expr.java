package dev.vecgrad.ir;

import dev.vecgrad.type.DType;
import dev.vecgrad.type.DTypeException;
import java.util.List;

/**
 * A scalar expression: what one element of a result is, said in terms of the elements of the operands.
 *
 * <p>Expressions are immutable and hash-consed: equal expressions are one object, so {@code ==} compares them and a
 * common subexpression is a shared node. Every node has a dtype and every cast is explicit. Nodes are made by the
 * factories and fluent methods here; an operand of the wrong dtype is a {@link DTypeException}.
 */
public abstract sealed class Expr {
    private final DType dtype;

    private Expr(DType dtype) {
        this.dtype = dtype;
    }

    /** {@return the dtype of the value} */
    public final DType dtype() {
        return dtype;
    }

    /** {@return the arguments, empty for leaves} */
    public List<Expr> args() {
        return List.of();
    }

    /** {@return the expression as text, e.g. {@code add(in0, mul(in1, 2.0))}; shared parts stand on numbered lines before it} */
    @Override
    public final String toString() {
        return ExprText.of(this);
    }

    /** The current element of input operand {@code index}. */
    public static final class Input extends Expr {
        private final int index;

        Input(int index, DType dtype) {
            super(dtype);
            this.index = index;
        }

        /** {@return the number of the input operand} */
        public int index() {
            return index;
        }
    }

    /** A scalar that is handed over at launch; it is no part of what is compiled. */
    public static final class Param extends Expr {
        private final int index;

        Param(int index, DType dtype) {
            super(dtype);
            this.index = index;
        }

        /** {@return the number of the parameter} */
        public int index() {
            return index;
        }
    }

    /** A constant that a declaration or lowering wrote down. */
    public static final class Literal extends Expr {
        private final long bits;

        Literal(long bits, DType dtype) {
            super(dtype);
            this.bits = bits;
        }

        /** {@return the value's bits: of the double for floating dtypes, the integer itself, or 0 and 1 for bool} */
        public long bits() {
            return bits;
        }

        /** {@return the value as a double; for a float32 literal it is exactly representable as float} */
        public double asDouble() {
            return dtype().isFloatingPoint() ? Double.longBitsToDouble(bits) : bits;
        }
    }

    /**
     * The row-major index of the current element, as int32: within the reduced dims of a reducing kernel, within all
     * dims of a map.
     */
    public static final class Iota extends Expr {
        Iota() {
            super(DType.INT32);
        }
    }

    /** The result of an accumulator of an earlier stage, the same for all elements of a row. */
    public static final class Acc extends Expr {
        private final int index;
        private final int part;

        Acc(int index, int part, DType dtype) {
            super(dtype);
            this.index = index;
            this.part = part;
        }

        /** {@return the number of the accumulator, counted through all stages} */
        public int index() {
            return index;
        }

        /** {@return which of the accumulator's values; 0 but for {@link Accumulator.Combine}} */
        public int part() {
            return part;
        }
    }

    /** A primitive applied to arguments. */
    public static final class Op extends Expr {
        private final Prim prim;
        private final List<Expr> args;

        Op(Prim prim, DType dtype, List<Expr> args) {
            super(dtype);
            this.prim = prim;
            this.args = args;
        }

        /** {@return the primitive} */
        public Prim prim() {
            return prim;
        }

        @Override
        public List<Expr> args() {
            return args;
        }
    }

    /** A function applied to arguments; lowering replaces it by primitives. */
    public static final class Apply extends Expr {
        private final Fn fn;
        private final List<Expr> args;

        Apply(Fn fn, DType dtype, List<Expr> args) {
            super(dtype);
            this.fn = fn;
            this.args = args;
        }

        /** {@return the function} */
        public Fn fn() {
            return fn;
        }

        @Override
        public List<Expr> args() {
            return args;
        }
    }

    // ---- leaves

    /** {@return the current element of input {@code index}} */
    public static Expr input(int index, DType dtype) {
        return ExprInterner.intern(
                new ExprInterner.Key("input", dtype, index, List.of()), () -> new Input(index, dtype));
    }

    /** {@return launch parameter {@code index}} */
    public static Expr param(int index, DType dtype) {
        return ExprInterner.intern(
                new ExprInterner.Key("param", dtype, index, List.of()), () -> new Param(index, dtype));
    }

    /** {@return a constant, rounded to {@code dtype} (a float32 literal is the nearest float)} */
    public static Expr literal(DType dtype, double value) {
        return switch (dtype) {
            case FLOAT32 -> literalOf(dtype, Double.doubleToRawLongBits((float) value));
            case FLOAT64 -> literalOf(dtype, Double.doubleToRawLongBits(value));
            case INT32, INT64 -> literal(dtype, (long) value);
            case BOOL -> literalOf(dtype, value != 0 ? 1 : 0);
        };
    }

    /** {@return an integer constant; for a floating dtype the nearest number} */
    public static Expr literal(DType dtype, long value) {
        return switch (dtype) {
            case FLOAT32, FLOAT64 -> literal(dtype, (double) value);
            case INT32 -> {
                int exact = Math.toIntExact(value);
                yield literalOf(dtype, exact);
            }
            case INT64 -> literalOf(dtype, value);
            case BOOL -> literalOf(dtype, value != 0 ? 1 : 0);
        };
    }

    /** {@return the constant with these bits, as {@link Literal#bits} defines them} */
    static Expr literalOf(DType dtype, long bits) {
        return ExprInterner.intern(
                new ExprInterner.Key("literal", dtype, bits, List.of()), () -> new Literal(bits, dtype));
    }

    /** {@return a constant of this expression's dtype} */
    public final Expr like(double value) {
        return literal(dtype, value);
    }

    /** {@return the index of the current element} */
    public static Expr iota() {
        return ExprInterner.intern(new ExprInterner.Key("iota", DType.INT32, 0, List.of()), Iota::new);
    }

    /** {@return part {@code part} of accumulator {@code index}} */
    public static Expr acc(int index, int part, DType dtype) {
        long id = (long) index << 32 | part;
        return ExprInterner.intern(
                new ExprInterner.Key("acc", dtype, id, List.of()), () -> new Acc(index, part, dtype));
    }

    // ---- nodes

    /**
     * {@return primitive {@code prim} of these arguments}; casts are made by {@link #cast} and {@link #bitcast}
     *
     * @throws DTypeException if the arguments' dtypes do not fit the primitive
     */
    public static Expr op(Prim prim, Expr... args) {
        List<Expr> list = List.of(args);
        return op(prim, PrimTypes.result(prim, list), list);
    }

    private static Expr op(Prim prim, DType dtype, List<Expr> args) {
        return ExprInterner.intern(new ExprInterner.Key(prim, dtype, 0, args), () -> new Op(prim, dtype, args));
    }

    /** {@return the node of the same kind as {@code node} with other arguments of the same dtypes} */
    public static Expr rebuild(Expr node, List<Expr> args) {
        return switch (node) {
            case Op o -> op(o.prim(), o.dtype(), List.copyOf(args));
            case Apply a -> apply(a.fn(), args);
            case Input _, Param _, Literal _, Iota _, Acc _ -> node;
        };
    }

    /**
     * {@return function {@code fn} of these arguments}
     *
     * @throws DTypeException if the dtypes differ or are not floating
     */
    public static Expr apply(Fn fn, List<Expr> args) {
        DType dtype = PrimTypes.result(fn, args);
        List<Expr> list = List.copyOf(args);
        return ExprInterner.intern(new ExprInterner.Key(fn, dtype, 0, list), () -> new Apply(fn, dtype, list));
    }

    /** {@return function {@code fn} of these arguments} */
    public static Expr apply(Fn fn, Expr... args) {
        return apply(fn, List.of(args));
    }

    // ---- fluent forms

    /** {@return this + b} */
    public final Expr add(Expr b) {
        return op(Prim.ADD, this, b);
    }

    /** {@return this + b} */
    public final Expr add(double b) {
        return add(like(b));
    }

    /** {@return this - b} */
    public final Expr sub(Expr b) {
        return op(Prim.SUB, this, b);
    }

    /** {@return this - b} */
    public final Expr sub(double b) {
        return sub(like(b));
    }

    /** {@return b - this} */
    public final Expr rsub(double b) {
        return like(b).sub(this);
    }

    /** {@return this * b} */
    public final Expr mul(Expr b) {
        return op(Prim.MUL, this, b);
    }

    /** {@return this * b} */
    public final Expr mul(double b) {
        return mul(like(b));
    }

    /** {@return this / b} */
    public final Expr div(Expr b) {
        return op(Prim.DIV, this, b);
    }

    /** {@return this / b} */
    public final Expr div(double b) {
        return div(like(b));
    }

    /** {@return b / this} */
    public final Expr rdiv(double b) {
        return like(b).div(this);
    }

    /** {@return the exact remainder with this one's sign} */
    public final Expr rem(Expr b) {
        return op(Prim.REM, this, b);
    }

    /** {@return this * b + c, rounded once} */
    public final Expr fma(Expr b, Expr c) {
        return op(Prim.FMA, this, b, c);
    }

    /** {@return this * b + c with constants, rounded once} */
    public final Expr fma(double b, double c) {
        return fma(like(b), like(c));
    }

    /** {@return -this} */
    public final Expr neg() {
        return op(Prim.NEG, this);
    }

    /** {@return |this|} */
    public final Expr abs() {
        return op(Prim.ABS, this);
    }

    /** {@return the square root} */
    public final Expr sqrt() {
        return op(Prim.SQRT, this);
    }

    /** {@return this * this} */
    public final Expr square() {
        return mul(this);
    }

    /** {@return this < b} */
    public final Expr lt(Expr b) {
        return op(Prim.LT, this, b);
    }

    /** {@return this < b} */
    public final Expr lt(double b) {
        return lt(like(b));
    }

    /** {@return this <= b} */
    public final Expr le(Expr b) {
        return op(Prim.LE, this, b);
    }

    /** {@return this <= b} */
    public final Expr le(double b) {
        return le(like(b));
    }

    /** {@return this > b} */
    public final Expr gt(Expr b) {
        return b.lt(this);
    }

    /** {@return this > b} */
    public final Expr gt(double b) {
        return gt(like(b));
    }

    /** {@return this >= b} */
    public final Expr ge(Expr b) {
        return b.le(this);
    }

    /** {@return this >= b} */
    public final Expr ge(double b) {
        return ge(like(b));
    }

    /** {@return this == b as numbers} */
    public final Expr eq(Expr b) {
        return op(Prim.EQ, this, b);
    }

    /** {@return this == b as numbers} */
    public final Expr eq(double b) {
        return eq(like(b));
    }

    /** {@return this != b as numbers} */
    public final Expr ne(Expr b) {
        return op(Prim.NE, this, b);
    }

    /** {@return this != b as numbers} */
    public final Expr ne(double b) {
        return ne(like(b));
    }

    /** {@return whether this is NaN} */
    public final Expr isNan() {
        return ne(this);
    }

    /** {@return bitwise or logical and} */
    public final Expr and(Expr b) {
        return op(Prim.AND, this, b);
    }

    /** {@return bitwise or logical or} */
    public final Expr or(Expr b) {
        return op(Prim.OR, this, b);
    }

    /** {@return bitwise or logical exclusive or} */
    public final Expr xor(Expr b) {
        return op(Prim.XOR, this, b);
    }

    /** {@return bitwise or logical complement} */
    public final Expr not() {
        return op(Prim.NOT, this);
    }

    /** {@return shifted left by a constant} */
    public final Expr shl(int count) {
        return op(Prim.SHL, this, literal(dtype, (long) count));
    }

    /** {@return shifted right with the sign by a constant} */
    public final Expr shr(int count) {
        return op(Prim.SHR, this, literal(dtype, (long) count));
    }

    /** {@return shifted right without the sign by a constant} */
    public final Expr ushr(int count) {
        return op(Prim.USHR, this, literal(dtype, (long) count));
    }

    /** {@return {@code this ? a : b}; this must be bool} */
    public final Expr select(Expr a, Expr b) {
        return op(Prim.SELECT, this, a, b);
    }

    /** {@return the value in another dtype; the expression itself when it has it already} */
    public final Expr cast(DType to) {
        return to == dtype ? this : op(Prim.CAST, to, List.of(this));
    }

    /**
     * {@return the same bits as another dtype of the same width}
     *
     * @throws DTypeException if the widths differ or a side is bool
     */
    public final Expr bitcast(DType to) {
        PrimTypes.requireBitcast(dtype, to);
        return to == dtype ? this : op(Prim.BITCAST, to, List.of(this));
    }
}
