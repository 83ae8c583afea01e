package dev.vecgrad.ops;

import dev.vecgrad.core.Elementwise;
import dev.vecgrad.core.Elementwise.Rule;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.DType;
import java.util.List;
import java.util.function.UnaryOperator;

/** Elementwise comparisons, logical and bitwise ops, and choices. */
public final class PointwiseLogic {
    private static final Declare DECLARE = new Declare();

    /** a == b. */
    public static final Elementwise EQ = DECLARE.binary("eq", "", Rule.COMPARISON, Expr::eq);

    /** a != b. */
    public static final Elementwise NE = DECLARE.binary("ne", "", Rule.COMPARISON, Expr::ne);

    /** a < b. */
    public static final Elementwise LT = DECLARE.binary("lt", "", Rule.COMPARISON, Expr::lt);

    /** a <= b. */
    public static final Elementwise LE = DECLARE.binary("le", "", Rule.COMPARISON, Expr::le);

    /** a > b. */
    public static final Elementwise GT = DECLARE.binary("gt", "", Rule.COMPARISON, Expr::gt);

    /** a >= b. */
    public static final Elementwise GE = DECLARE.binary("ge", "", Rule.COMPARISON, Expr::ge);

    /** Both are true. */
    public static final Elementwise LOGICAL_AND = DECLARE.binary("logical_and", "", Rule.LOGICAL, Expr::and);

    /** One is true. */
    public static final Elementwise LOGICAL_OR = DECLARE.binary("logical_or", "", Rule.LOGICAL, Expr::or);

    /** Exactly one is true. */
    public static final Elementwise LOGICAL_XOR = DECLARE.binary("logical_xor", "", Rule.LOGICAL, Expr::xor);

    /** It is false. */
    public static final Elementwise LOGICAL_NOT = DECLARE.unary("logical_not", "", Rule.LOGICAL, Expr::not);

    /** a & b. */
    public static final Elementwise BITWISE_AND = DECLARE.binary("bitwise_and", "", Rule.BITWISE, Expr::and);

    /** a | b. */
    public static final Elementwise BITWISE_OR = DECLARE.binary("bitwise_or", "", Rule.BITWISE, Expr::or);

    /** a ^ b. */
    public static final Elementwise BITWISE_XOR = DECLARE.binary("bitwise_xor", "", Rule.BITWISE, Expr::xor);

    /** ~a. */
    public static final Elementwise BITWISE_NOT = DECLARE.unary("bitwise_not", "", Rule.BITWISE, Expr::not);

    /** It is NaN. */
    public static final Elementwise ISNAN = DECLARE.unary("isnan", "", Rule.COMPARISON, x -> x.ne(x));

    /** It is infinite. */
    public static final Elementwise ISINF = DECLARE.unary(
            "isinf", "", Rule.COMPARISON, x -> floating(x, v -> v.abs().eq(Double.POSITIVE_INFINITY), false));

    /** It is neither infinite nor NaN. */
    public static final Elementwise ISFINITE = DECLARE.unary(
            "isfinite", "", Rule.COMPARISON, x -> floating(x, v -> v.abs().lt(Double.POSITIVE_INFINITY), true));

    /** It is +infinity. */
    public static final Elementwise ISPOSINF = DECLARE.unary(
            "isposinf", "", Rule.COMPARISON, x -> floating(x, v -> v.eq(Double.POSITIVE_INFINITY), false));

    /** It is -infinity. */
    public static final Elementwise ISNEGINF = DECLARE.unary(
            "isneginf", "", Rule.COMPARISON, x -> floating(x, v -> v.eq(Double.NEGATIVE_INFINITY), false));

    /** a and b are equal or |a - b| <= atol + rtol |b|; operands a, b, rtol, atol. */
    public static final Elementwise ISCLOSE =
            DECLARE.op("isclose", "", 4, Rule.COMPARISON, x -> isClose(x.get(0), x.get(1), x.get(2), x.get(3)));

    /** The same, or both are NaN. */
    public static final Elementwise ISCLOSE_OR_NAN = DECLARE.op(
            "isclose",
            "",
            4,
            Rule.COMPARISON,
            x -> isClose(x.get(0), x.get(1), x.get(2), x.get(3))
                    .or(x.get(0).ne(x.get(0)).and(x.get(1).ne(x.get(1)))));

    /** condition ? a : b; operands condition, a, b. */
    public static final Elementwise WHERE = DECLARE.ternary("where", "WhereBackward0", Rule.CHOICE, Expr::select);

    /** condition ? value : self; operands condition, value, self. */
    public static final Elementwise MASKED_FILL =
            DECLARE.ternary("masked_fill", "MaskedFillBackward0", Rule.CHOICE, Expr::select);

    /** The same with a tensor for the value. */
    public static final Elementwise MASKED_FILL_BY =
            DECLARE.ternary("masked_fill", "MaskedFillBackward1", Rule.CHOICE, Expr::select);

    private PointwiseLogic() {}

    /** {@return the declarations of this class} */
    public static List<Elementwise> all() {
        return DECLARE.all();
    }

    private static Expr isClose(Expr a, Expr b, Expr rtol, Expr atol) {
        Floating.require("isclose", a.dtype());
        Expr distance = a.sub(b).abs();
        Expr allowed = atol.add(rtol.mul(b).abs());
        return a.eq(b).or(distance.lt(Double.POSITIVE_INFINITY).and(distance.le(allowed)));
    }

    private static Expr floating(Expr x, UnaryOperator<Expr> test, boolean otherwise) {
        return x.dtype().isFloatingPoint() ? test.apply(x) : Expr.literal(DType.BOOL, otherwise ? 1L : 0L);
    }
}
