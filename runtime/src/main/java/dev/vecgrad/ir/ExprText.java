package dev.vecgrad.ir;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * An expression as text: one line if it is a small tree, else a listing whose numbered lines are the shared and the long
 * parts. The length is linear in the number of nodes.
 */
final class ExprText {
    private static final int LONGEST_INLINE = 100;

    private final StringBuilder listing = new StringBuilder();
    private final Map<Expr, String> texts = new HashMap<>();
    private int numbered;

    private ExprText() {}

    /** {@return the text, e.g. {@code add(in0, mul(in1, 2.0))}} */
    static String of(Expr root) {
        ExprText text = new ExprText();
        List<Expr> order = Exprs.topological(List.of(root));
        Set<Expr> shared = shared(order);
        for (Expr node : order) {
            String written = text.write(node);
            boolean ownLine = !node.args().isEmpty() && (shared.contains(node) || written.length() > LONGEST_INLINE);
            text.texts.put(node, ownLine && node != root ? text.number(written) : written);
        }
        return text.listing.append(text.texts.get(root)).toString();
    }

    private static Set<Expr> shared(List<Expr> order) {
        Set<Expr> once = new HashSet<>();
        Set<Expr> shared = new HashSet<>();
        for (Expr node : order) {
            for (Expr arg : node.args()) {
                if (!once.add(arg)) {
                    shared.add(arg);
                }
            }
        }
        return shared;
    }

    private String number(String written) {
        String name = "t" + numbered++;
        listing.append(name).append(" = ").append(written).append('\n');
        return name;
    }

    private String write(Expr node) {
        return switch (node) {
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
        boolean converts = op.prim() == Prim.CAST || op.prim() == Prim.BITCAST;
        return converts ? name + "<" + op.dtype() + ">" : name;
    }

    private String call(String name, Expr node) {
        StringJoiner args = new StringJoiner(", ", name + "(", ")");
        for (Expr arg : node.args()) {
            args.add(texts.get(arg));
        }
        return args.toString();
    }
}
