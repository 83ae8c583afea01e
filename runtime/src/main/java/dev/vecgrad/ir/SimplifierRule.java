package dev.vecgrad.ir;

import dev.vecgrad.type.DType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule of {@link Simplifier}; {@link #ALL} has them in the order in which they are tried. Each is exact for every value of its operands: signed
 * zeros, infinities and NaN too. So {@code x + 0} and {@code x * 0} stay for floats, but {@code x - 0} does not.
 *
 * @param name for tests and listings
 * @param prim the primitive it is for, null for all
 * @param rewrite what it does
 */
record SimplifierRule(String name, @Nullable Prim prim, Rewrite rewrite) {
    /** What a rule does. */
    @FunctionalInterface
    interface Rewrite {
        /** {@return what takes the operation's place; null if the rule does not fit} */
        @Nullable
        Expr apply(Expr.Op op);
    }

    /** All rules, in order. */
    static final List<SimplifierRule> ALL = List.of(
            // An operation on constants is a constant, by the interpreter's arithmetic.
            new SimplifierRule("fold-constants", null, SimplifierRule::fold),
            // x * 1 and 1 * x are x.
            new SimplifierRule("mul-one", Prim.MUL, op -> is(1, b(op)) ? a(op) : is(1, a(op)) ? b(op) : null),
            // x / 1 is x.
            new SimplifierRule("div-one", Prim.DIV, op -> is(1, b(op)) ? a(op) : null),
            // x * -1 and -1 * x are -x.
            new SimplifierRule(
                    "mul-minus-one", Prim.MUL, op -> is(-1, b(op)) ? a(op).neg() : is(-1, a(op)) ? b(op).neg() : null),
            // x / -1 is -x.
            new SimplifierRule("div-minus-one", Prim.DIV, op -> is(-1, b(op)) ? a(op).neg() : null),
            // x / 2^k is x * 2^-k.
            new SimplifierRule("div-power-of-two", Prim.DIV, SimplifierRule::divPowerOfTwo),
            // x + -0.0 is x; of integers, x + 0.
            new SimplifierRule("add-zero", Prim.ADD, op -> isNothing(b(op)) ? a(op) : isNothing(a(op)) ? b(op) : null),
            // x - 0 is x.
            new SimplifierRule("sub-zero", Prim.SUB, op -> isPositiveZero(b(op)) ? a(op) : null),
            // x + -y is x - y, and -x + y is y - x.
            new SimplifierRule(
                    "add-neg",
                    Prim.ADD,
                    op -> isNeg(b(op)) ? a(op).sub(inside(b(op))) : isNeg(a(op)) ? b(op).sub(inside(a(op))) : null),
            // x - -y is x + y.
            new SimplifierRule("sub-neg", Prim.SUB, op -> isNeg(b(op)) ? a(op).add(inside(b(op))) : null),
            // -x * -y is x * y.
            new SimplifierRule(
                    "mul-negs",
                    Prim.MUL,
                    op -> isNeg(a(op)) && isNeg(b(op)) ? inside(a(op)).mul(inside(b(op))) : null),
            // -x / -y is x / y.
            new SimplifierRule(
                    "div-negs",
                    Prim.DIV,
                    op -> floating(op) && isNeg(a(op)) && isNeg(b(op))
                            ? inside(a(op)).div(inside(b(op)))
                            : null),
            // fma(x, 1, y) is x + y.
            new SimplifierRule(
                    "fma-one",
                    Prim.FMA,
                    op -> is(1, b(op)) ? a(op).add(c(op)) : is(1, a(op)) ? b(op).add(c(op)) : null),
            // -(-x) is x.
            new SimplifierRule("neg-neg", Prim.NEG, op -> isNeg(a(op)) ? inside(a(op)) : null),
            // |-x| is |x|.
            new SimplifierRule(
                    "abs-neg", Prim.ABS, op -> isNeg(a(op)) ? inside(a(op)).abs() : null),
            // ||x|| is |x|.
            new SimplifierRule("abs-abs", Prim.ABS, op -> isOp(Prim.ABS, a(op)) && floating(op) ? a(op) : null),
            // An integer or bool is equal to itself.
            new SimplifierRule("eq-self", Prim.EQ, op -> selfCompared(op) ? truth(true) : null),
            // No integer or bool differs from itself.
            new SimplifierRule("ne-self", Prim.NE, op -> selfCompared(op) ? truth(false) : null),
            // not(not(x)) is x.
            new SimplifierRule("not-not", Prim.NOT, op -> isOp(Prim.NOT, a(op)) ? inside(a(op)) : null),
            // not(x == y) is x != y.
            new SimplifierRule(
                    "not-eq",
                    Prim.NOT,
                    op -> isOp(Prim.EQ, a(op)) ? Expr.op(Prim.NE, inside(a(op)), second(a(op))) : null),
            // not(x != y) is x == y.
            new SimplifierRule(
                    "not-ne",
                    Prim.NOT,
                    op -> isOp(Prim.NE, a(op)) ? Expr.op(Prim.EQ, inside(a(op)), second(a(op))) : null),
            // x and x is x.
            new SimplifierRule("and-same", Prim.AND, op -> a(op) == b(op) ? a(op) : null),
            // x or x is x.
            new SimplifierRule("or-same", Prim.OR, op -> a(op) == b(op) ? a(op) : null),
            // Of bools: x and true is x, x and false is false.
            new SimplifierRule("and-constant", Prim.AND, op -> op.dtype().isBool() ? junction(op, true) : null),
            // Of bools: x or false is x, x or true is true.
            new SimplifierRule("or-constant", Prim.OR, op -> op.dtype().isBool() ? junction(op, false) : null),
            // c ? x : x is x.
            new SimplifierRule("select-same", Prim.SELECT, op -> b(op) == c(op) ? b(op) : null),
            // true ? x : y is x, false ? x : y is y.
            new SimplifierRule(
                    "select-constant",
                    Prim.SELECT,
                    op -> a(op) instanceof Expr.Literal l ? (l.bits() != 0 ? b(op) : c(op)) : null),
            // c ? true : false is c, c ? false : true is not(c).
            new SimplifierRule("select-truth", Prim.SELECT, SimplifierRule::selectTruth),
            // not(c) ? x : y is c ? y : x.
            new SimplifierRule(
                    "select-not",
                    Prim.SELECT,
                    op -> isOp(Prim.NOT, a(op)) ? inside(a(op)).select(c(op), b(op)) : null),
            // c ? (c ? x : y) : z is c ? x : z, and so for the other arm.
            new SimplifierRule("select-select", Prim.SELECT, SimplifierRule::selectSelect),
            // A cast of a cast that loses nothing is one cast.
            new SimplifierRule(
                    "cast-cast",
                    Prim.CAST,
                    op -> isOp(Prim.CAST, a(op)) && isLossless(a(op))
                            ? inside(a(op)).cast(op.dtype())
                            : null),
            // A bitcast of a bitcast is one bitcast or none.
            new SimplifierRule(
                    "bitcast-bitcast",
                    Prim.BITCAST,
                    op -> isOp(Prim.BITCAST, a(op)) ? inside(a(op)).bitcast(op.dtype()) : null));

    /** {@return what the rule makes of {@code op}; null if it does not fit} */
    @Nullable
    Expr apply(Expr.Op op) {
        return prim == null || prim == op.prim() ? rewrite.apply(op) : null;
    }

    private static @Nullable Expr fold(Expr.Op op) {
        boolean constant = op.args().stream().allMatch(Expr.Literal.class::isInstance);
        return constant ? Expr.literalOf(op.dtype(), Interpreter.evaluate(op, _ -> 0)) : null;
    }

    private static @Nullable Expr divPowerOfTwo(Expr.Op op) {
        if (!floating(op) || !(b(op) instanceof Expr.Literal divisor)) {
            return null;
        }
        double d = divisor.asDouble();
        Expr reciprocal = b(op).like(1 / d);
        boolean exact = Math.abs(d) == Math.scalb(1.0, Math.getExponent(d)) && asDouble(reciprocal) * d == 1;
        return exact ? a(op).mul(reciprocal) : null;
    }

    private static @Nullable Expr junction(Expr.Op op, boolean neutral) {
        if (a(op) instanceof Expr.Literal l) {
            return (l.bits() != 0) == neutral ? b(op) : l;
        }
        if (b(op) instanceof Expr.Literal l) {
            return (l.bits() != 0) == neutral ? a(op) : l;
        }
        return null;
    }

    private static @Nullable Expr selectTruth(Expr.Op op) {
        if (!(b(op) instanceof Expr.Literal yes)
                || !(c(op) instanceof Expr.Literal no)
                || !op.dtype().isBool()) {
            return null;
        }
        return yes == no ? yes : yes.bits() != 0 ? a(op) : a(op).not();
    }

    private static @Nullable Expr selectSelect(Expr.Op op) {
        if (isOp(Prim.SELECT, b(op)) && inside(b(op)) == a(op)) {
            return a(op).select(second(b(op)), c(op));
        }
        if (isOp(Prim.SELECT, c(op)) && inside(c(op)) == a(op)) {
            return a(op).select(b(op), c(op).args().get(2));
        }
        return null;
    }

    /** Whether every value of the argument's dtype is one of the cast's dtype. */
    private static boolean isLossless(Expr cast) {
        DType to = cast.dtype();
        return switch (inside(cast).dtype()) {
            case BOOL -> true;
            case INT32 -> to == DType.INT64 || to == DType.FLOAT64;
            case FLOAT32 -> to == DType.FLOAT64;
            case INT64, FLOAT64 -> false;
        };
    }

    private static Expr a(Expr.Op op) {
        return op.args().getFirst();
    }

    private static Expr b(Expr.Op op) {
        return op.args().get(1);
    }

    private static Expr c(Expr.Op op) {
        return op.args().get(2);
    }

    private static Expr inside(Expr node) {
        return node.args().getFirst();
    }

    private static Expr second(Expr node) {
        return node.args().get(1);
    }

    private static boolean floating(Expr.Op op) {
        return op.dtype().isFloatingPoint();
    }

    private static boolean selfCompared(Expr.Op op) {
        return a(op) == b(op) && !a(op).dtype().isFloatingPoint();
    }

    private static Expr truth(boolean value) {
        return Expr.literal(DType.BOOL, value ? 1 : 0);
    }

    private static boolean isOp(Prim prim, Expr node) {
        return node instanceof Expr.Op op && op.prim() == prim;
    }

    private static boolean isNeg(Expr node) {
        return isOp(Prim.NEG, node);
    }

    private static double asDouble(Expr literal) {
        return ((Expr.Literal) literal).asDouble();
    }

    private static boolean is(double value, Expr node) {
        return node instanceof Expr.Literal l && !l.dtype().isBool() && l.asDouble() == value;
    }

    private static boolean isPositiveZero(Expr node) {
        return node instanceof Expr.Literal l && l.bits() == 0;
    }

    /** What can be added without an effect: -0.0, since +0.0 would turn -0.0 into +0.0; the integer 0. */
    private static boolean isNothing(Expr node) {
        return node instanceof Expr.Literal l
                && (l.dtype().isFloatingPoint() ? l.bits() == Scalars.of(-0.0) : l.bits() == 0);
    }
}
