package dev.vecgrad.ops;

import dev.vecgrad.core.Elementwise;
import dev.vecgrad.core.Elementwise.Rule;
import dev.vecgrad.ir.Declared;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.MathFn;
import dev.vecgrad.type.DTypeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The forms of a declaration; each family of ops keeps one and so knows what it declared. */
final class Declare {
    /** An expression of three arguments. */
    @FunctionalInterface
    interface Ternary {
        Expr of(Expr a, Expr b, Expr c);
    }

    private final List<Elementwise> declared = new ArrayList<>();

    List<Elementwise> all() {
        return List.copyOf(declared);
    }

    /** An op of one operand. */
    Elementwise unary(String name, String node, Rule rule, UnaryOperator<Expr> body) {
        return op(name, node, 1, rule, args -> body.apply(args.getFirst()));
    }

    /** A function of mathematics, computed in floating point. */
    Elementwise math(String node, MathFn fn) {
        return op(fn.text(), node, fn.arity(), Rule.FLOATING, args -> Expr.apply(fn, args));
    }

    /** A function that leaves integers as they are. */
    Elementwise rounding(String node, MathFn fn) {
        return unary(fn.text(), node, Rule.NUMBER, x -> x.dtype().isFloatingPoint() ? Expr.apply(fn, x) : x);
    }

    /** An op of two operands. */
    Elementwise binary(String name, String node, Rule rule, BinaryOperator<Expr> body) {
        return op(name, node, 2, rule, args -> body.apply(args.get(0), args.get(1)));
    }

    /** An op of three operands. */
    Elementwise ternary(String name, String node, Rule rule, Ternary body) {
        return op(name, node, 3, rule, args -> body.of(args.get(0), args.get(1), args.get(2)));
    }

    /** An op of any number of operands. */
    Elementwise op(String name, String node, int arity, Rule rule, Elementwise.Body body) {
        Elementwise op = new Elementwise(name, node, arity, rule, body);
        declared.add(op);
        return op;
    }

    /** An op computed in floating point whose gradient is declared too. */
    Elementwise withGradient(String name, String node, int arity, Declared.Body body, Declared.Gradient gradient) {
        return withGradient(name, node, arity, Rule.FLOATING, body, gradient);
    }

    /** An activation: of floating dtypes alone, and its gradient is declared too. */
    Elementwise activation(String name, String node, int arity, Declared.Body body, Declared.Gradient gradient) {
        return withGradient(name, node, arity, Rule.ONLY_FLOATING, body, gradient);
    }

    private Elementwise withGradient(
            String name, String node, int arity, Rule rule, Declared.Body body, Declared.Gradient gradient) {
        Declared fn = new Declared(name, arity, body, gradient);
        return op(name, node, arity, rule, args -> Expr.apply(fn, args));
    }

    /** {@return partial derivatives as a list that may hold null} */
    static List<@Nullable Expr> by(@Nullable Expr... derivatives) {
        List<@Nullable Expr> list = new ArrayList<>();
        Collections.addAll(list, derivatives);
        return list;
    }

    /** {@return {@code x}, which an op does not take as bool} */
    static Expr noBool(String op, Expr x) {
        if (x.dtype().isBool()) {
            throw new DTypeException(
                    op + ": \"" + op + "_cpu\" not implemented for 'bool': use logical ops on bool tensors");
        }
        return x;
    }
}
