package dev.vecgrad.graph;

import dev.vecgrad.ir.Expr;
import java.util.Locale;
import java.util.StringJoiner;

/** Terms as text, for listings. */
final class TermText {
    private TermText() {}

    /** {@return the term on one line, shared terms written out each time} */
    static String of(Term term) {
        return switch (term) {
            case Term.Input t -> "in" + t.index() + dims(t.dims());
            case Term.Scalar t -> "scalar" + t.index();
            case Term.Extent t -> "extent" + dims(t.over());
            case Term.Index t -> "index" + dims(t.dims());
            case Term.Map t -> call(name(t.pattern()), t);
            case Term.Reduce t -> call(name(t), t);
            case Term.Declared t -> of(t.args().getFirst());
        };
    }

    private static String name(Expr pattern) {
        return switch (pattern) {
            case Expr.Op op -> op.prim().name().toLowerCase(Locale.ROOT);
            case Expr.Apply apply -> apply.fn().text();
            case Expr.Literal _, Expr.Input _, Expr.Param _, Expr.Iota _, Expr.Acc _ -> pattern.toString();
        };
    }

    private static String name(Term.Reduce term) {
        String kind = switch (term.kind()) {
            case Reduction.Simple simple -> simple.name().toLowerCase(Locale.ROOT);
            case Reduction.Combined _ -> "combine." + term.part();
        };
        return kind + dims(term.removed());
    }

    private static String call(String name, Term term) {
        if (term.args().isEmpty()) {
            return name;
        }
        StringJoiner args = new StringJoiner(", ", name + "(", ")");
        for (Term arg : term.args()) {
            args.add(of(arg));
        }
        return args.toString();
    }

    /** {@return the names of the dims of a mask} */
    static String dims(int mask) {
        StringJoiner names = new StringJoiner(",", "[", "]");
        for (int dim = 0; dim < Integer.SIZE; dim++) {
            if ((mask >> dim & 1) != 0) {
                names.add("d" + dim);
            }
        }
        return names.toString();
    }
}
