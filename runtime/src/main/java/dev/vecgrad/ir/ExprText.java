package dev.vecgrad.ir;

import java.util.Locale;
import java.util.StringJoiner;

/** Expressions as text. */
final class ExprText {
    private ExprText() {}

    /** {@return the expression on one line, shared nodes written out each time} */
    static String inline(Expr expr) {
        return switch (expr) {
            case Expr.Input in -> "in" + in.index();
            case Expr.Param p -> "param" + p.index();
            case Expr.Literal l -> literal(l);
            case Expr.Iota _ -> "iota";
            case Expr.Acc a -> "acc" + a.index() + (a.part() == 0 ? "" : "." + a.part());
            case Expr.Op o -> call(name(o), o);
            case Expr.Apply a -> call(a.fn().text(), a);
        };
    }

    private static String literal(Expr.Literal literal) {
        return switch (literal.dtype()) {
            case FLOAT32, FLOAT64 -> Double.toString(literal.asDouble());
            case INT32, INT64 -> Long.toString(literal.bits());
            case BOOL -> Boolean.toString(literal.bits() != 0);
        };
    }

    private static String name(Expr.Op op) {
        String name = op.prim().name().toLowerCase(Locale.ROOT);
        return switch (op.prim()) {
            case CAST, BITCAST -> name + "<" + op.dtype() + ">";
            case ADD,
                    SUB,
                    MUL,
                    DIV,
                    REM,
                    FMA,
                    NEG,
                    ABS,
                    SQRT,
                    LT,
                    LE,
                    EQ,
                    NE,
                    SELECT,
                    AND,
                    OR,
                    XOR,
                    NOT,
                    SHL,
                    SHR,
                    USHR -> name;
        };
    }

    private static String call(String name, Expr node) {
        StringJoiner args = new StringJoiner(", ", name + "(", ")");
        for (Expr arg : node.args()) {
            args.add(inline(arg));
        }
        return args.toString();
    }
}
