package dev.vecgrad.ir;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function declared by an expression of others, such as {@code silu(x) = x * sigmoid(x)}.
 *
 * <p>Its derivatives are derived from the body unless the declaration gives them, for stability or for kinks.
 */
public final class Declared implements Fn {
    /** The body of a declaration. */
    @FunctionalInterface
    public interface Body {
        /** {@return the value for these arguments} */
        Expr of(List<Expr> args);
    }

    /** The declared partial derivatives. */
    @FunctionalInterface
    public interface Gradient {
        /** {@return a derivative for each argument, null where there is none; {@code result} is the applied function} */
        List<@Nullable Expr> of(List<Expr> args, Expr result);
    }

    private final String text;
    private final int arity;
    private final Body body;
    private final @Nullable Gradient gradient;

    /** A function with this name, number of arguments and body; a null gradient is derived from the body. */
    public Declared(String text, int arity, Body body, @Nullable Gradient gradient) {
        this.text = text;
        this.arity = arity;
        this.body = body;
        this.gradient = gradient;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public int arity() {
        return arity;
    }

    @Override
    public Expr expand(List<Expr> args) {
        return body.of(args);
    }

    @Override
    public List<@Nullable Expr> derivatives(List<Expr> args, Expr result) {
        return gradient != null ? new ArrayList<>(gradient.of(args, result)) : derive(args);
    }

    private List<@Nullable Expr> derive(List<Expr> args) {
        List<Expr> formal = new ArrayList<>();
        for (int i = 0; i < arity; i++) {
            formal.add(Expr.input(i, args.get(i).dtype()));
        }
        Expr expanded = body.of(formal);
        List<@Nullable Expr> derived = Derivatives.of(expanded, formal, expanded.like(1));
        List<@Nullable Expr> actual = new ArrayList<>();
        for (Expr derivative : derived) {
            actual.add(derivative == null ? null : Substitution.inputs(derivative, args));
        }
        return actual;
    }
}
