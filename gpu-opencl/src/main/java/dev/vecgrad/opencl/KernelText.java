package dev.vecgrad.opencl;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.ir.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** A kernel as OpenCL C: what its three forms have in common. */
abstract class KernelText {
    final KernelSpec spec;
    final Form form;
    final Code code = new Code();
    final Helpers helpers = new Helpers();
    final Parameters parameters = new Parameters();
    final Operands operands;

    /** The names of accumulated values by accumulator and part. */
    final Map<List<Integer>, String> accumulated = new HashMap<>();

    KernelText(KernelSpec spec, Form form) {
        this.spec = spec;
        this.form = form;
        this.operands = new Operands(spec, form.outer(), form.reduced(), helpers);
    }

    /** {@return the text of a kernel of primitives} */
    static KernelText of(KernelSpec spec, Form form) {
        KernelText text = switch (spec.space()) {
            case MAP -> new MapText(spec, form);
            case INNER -> form.teams() ? new TeamRowText(spec, form) : new VectorRowText(spec, form);
            case OUTER -> new ColumnText(spec, form);
        };
        text.write();
        return text;
    }

    /** Writes the function's parameters and body. */
    abstract void writeBody();

    private void write() {
        operands.declare(parameters);
        writeBody();
    }

    /** {@return the function's name, which tells its form} */
    String name() {
        String part = form.phase() == Phase.WHOLE ? "" : "_" + form.phase();
        return (spec.space() + part).toLowerCase(Locale.ROOT);
    }

    /** {@return what stands before the function's type} */
    String attributes() {
        return "";
    }

    /** {@return the whole program} */
    String source() {
        return "#pragma OPENCL FP_CONTRACT OFF\n" + helpers.text() + "\n__kernel " + attributes() + "void " + name()
                + "(" + parameters.text() + ")\n{\n" + code + "}\n";
    }

    Parameters parameters() {
        return parameters;
    }

    // ---- expressions

    /** What gives the text of an input or of the index. */
    @FunctionalInterface
    interface Leaf {
        String text(Expr leaf);
    }

    /** Computes expressions. {@return their names} */
    List<String> compute(List<Expr> roots, int width, Leaf inputs) {
        helpers.require(roots, width);
        ExprText text = new ExprText(code, width, leaf -> leaf(leaf, width, inputs));
        return text.write(roots);
    }

    private String leaf(Expr leaf, int width, Leaf inputs) {
        String vector = CTypes.vector(leaf.dtype(), width);
        return switch (leaf) {
            case Expr.Param p -> "((" + vector + ")(q" + p.index() + "))";
            case Expr.Acc a -> {
                String name = accumulated.get(List.of(a.index(), a.part()));
                yield isVector() || width == 1 ? String.valueOf(name) : "((" + vector + ")(" + name + "))";
            }
            case Expr.Input _, Expr.Iota _ -> inputs.text(leaf);
            case Expr.Literal _, Expr.Op _, Expr.Apply _ -> throw new IllegalArgumentException("no leaf: " + leaf);
        };
    }

    /** {@return whether accumulated values are vectors, one lane for each kept element} */
    boolean isVector() {
        return false;
    }

    static List<Expr> values(List<Write> writes) {
        return writes.stream().map(Write::value).toList();
    }

    /** {@return the accumulators' values first, then what is written} */
    static List<Expr> roots(Stage stage) {
        List<Expr> roots = new ArrayList<>();
        stage.accumulators().forEach(a -> roots.addAll(a.values()));
        roots.addAll(values(stage.writes()));
        return roots;
    }

    /** {@return text of the numbers 0, 1, ...} */
    static String lanes(int width) {
        return width == 1
                ? "0"
                : "((int" + width + ")("
                        + String.join(
                                ", ",
                                IntStream.range(0, width)
                                        .mapToObj(Integer::toString)
                                        .toList())
                        + "))";
    }
}
