package dev.vecgrad.ir;

import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes every function as primitives: the same sequence on every backend, hence the same bits.
 *
 * <p>A function's own sequence is made once a dtype and reused with other arguments put in.
 */
public final class Lowering {
    private record Key(MathFn fn, DType dtype) {}

    private static final Map<Key, Expr> TEMPLATES = new ConcurrentHashMap<>();

    private Lowering() {}

    /** {@return {@code root} with every function expanded into primitives} */
    public static Expr lower(Expr root) {
        return lower(List.of(root)).getFirst();
    }

    /** {@return the roots with every function expanded into primitives} */
    public static List<Expr> lower(List<Expr> roots) {
        return Exprs.rewrite(roots, Lowering::lowerNode);
    }

    /** {@return the kernel with every function expanded into primitives, simplified before and after} */
    public static KernelSpec lower(KernelSpec spec) {
        return new KernelSpec(
                spec.space(),
                spec.inputs(),
                spec.params(),
                spec.stages().stream().map(Lowering::lower).toList(),
                writes(spec.rowWrites()),
                spec.outputs());
    }

    /**
     * {@return the primitives of {@code fn}, as an expression of the inputs 0, 1, ...}
     *
     * @param dtype float32 or float64
     */
    public static Expr template(MathFn fn, DType dtype) {
        Key key = new Key(fn, dtype);
        Expr known = TEMPLATES.get(key);
        if (known != null) {
            return known;
        }
        Expr made = lower(fn.expand(formal(fn.arity(), dtype)));
        TEMPLATES.put(key, made);
        return made;
    }

    private static Expr lowerNode(Expr node, List<Expr> args) {
        return switch (node) {
            case Expr.Apply a ->
                switch (a.fn()) {
                    case MathFn f -> Substitution.inputs(template(f, a.dtype()), args);
                    case Declared d -> Substitution.inputs(lower(d.expand(formal(d.arity(), a.dtype()))), args);
                };
            case Expr.Op _, Expr.Input _, Expr.Param _, Expr.Literal _, Expr.Iota _, Expr.Acc _ ->
                Expr.rebuild(node, args);
        };
    }

    private static Expr finish(Expr root) {
        return finish(List.of(root)).getFirst();
    }

    /** {@return the primitives of expressions, simplified before and afterwards} */
    public static List<Expr> finish(List<Expr> roots) {
        return Simplifier.simplify(lower(Simplifier.simplify(roots)));
    }

    private static Stage lower(Stage stage) {
        return new Stage(stage.accumulators().stream().map(Lowering::lower).toList(), writes(stage.writes()));
    }

    private static Accumulator lower(Accumulator accumulator) {
        Accumulator lowered = accumulator.mapValues(Lowering::finish);
        return lowered instanceof Accumulator.Combine c
                ? new Accumulator.Combine(c.values(), c.identity(), finish(c.merge()))
                : lowered;
    }

    private static List<Write> writes(List<Write> writes) {
        return writes.stream()
                .map(w -> new Write(w.output(), finish(w.value())))
                .toList();
    }

    private static List<Expr> formal(int arity, DType dtype) {
        List<Expr> formal = new ArrayList<>();
        for (int i = 0; i < arity; i++) {
            formal.add(Expr.input(i, dtype));
        }
        return formal;
    }
}
