package dev.vecgrad.opencl;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.ir.Write;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A kernel as OpenCL C: what its three forms have in common. */
abstract class KernelText {
    /** The name of the function in every program. */
    static final String NAME = "run";

    /** Where scratch memory holds values, each value of a block has so many bytes. */
    static final int SCRATCH_BYTES = 8;

    final KernelSpec spec;
    final Form form;
    final Code code = new Code();
    final Helpers helpers = new Helpers();
    final Parameters parameters = new Parameters();
    final Operands operands;

    /** The names of accumulated values by accumulator and part. */
    private final Map<List<Integer>, String> accumulated = new HashMap<>();

    /** How many accumulators the stages before have. */
    private int earlier;

    KernelText(KernelSpec spec, Form form) {
        this.spec = spec;
        this.form = form;
        this.operands = new Operands(spec, form.outer(), form.reduced(), helpers);
    }

    /** {@return the text of a kernel of primitives} */
    static KernelText of(KernelSpec spec, Form form) {
        KernelText text = switch (spec.space()) {
            case MAP -> new MapText(spec, form);
            case INNER -> new RowText(spec, form);
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

    /** {@return the whole program} */
    String source() {
        return "#pragma OPENCL FP_CONTRACT OFF\n" + helpers.text() + "\n__kernel void " + NAME + "(" + parameters.text()
                + ")\n{\n" + code + "}\n";
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

    // ---- accumulators

    /** Defines the totals of a stage's accumulators, at first those of no element. */
    void beginTotals(Stage stage, int width) {
        for (int a = 0; a < stage.accumulators().size(); a++) {
            MergingText totals = MergingText.ofTotals(stage.accumulators().get(a));
            List<String> identities = totals.identities(width);
            for (int p = 0; p < totals.parts(); p++) {
                code.line(CTypes.vector(totals.dtypes().get(p), width) + " " + total(a, p) + " = " + identities.get(p)
                        + ";");
            }
        }
    }

    private String total(int accumulator, int part) {
        return "total" + (earlier + accumulator) + "_" + part;
    }

    /** {@return the name of a lane of an accumulator within a block} */
    static String gathered(int accumulator, int part) {
        return "c" + accumulator + "_" + part;
    }

    static List<String> names(int parts, IntFunction<String> name) {
        return IntStream.range(0, parts).mapToObj(name).toList();
    }

    /** Adds the total of a block, whose values have these names, to the totals; {@code first} tells whether it is the first one. */
    void addBlock(Accumulator accumulator, int a, int width, String first, List<String> block) {
        MergingText within = MergingText.of(accumulator);
        MergingText totals = MergingText.ofTotals(accumulator);
        List<String> widened = new ArrayList<>();
        for (int p = 0; p < totals.parts(); p++) {
            widened.add(converted(within.dtypes().get(p), totals.dtypes().get(p), width, block.get(p)));
        }
        code.open("if (" + first + ")");
        for (int p = 0; p < totals.parts(); p++) {
            code.line(total(a, p) + " = " + widened.get(p) + ";");
        }
        code.otherwise();
        List<String> merged = totals.write(code, width, names(totals.parts(), p -> total(a, p)), widened);
        for (int p = 0; p < totals.parts(); p++) {
            code.line(total(a, p) + " = " + merged.get(p) + ";");
        }
        code.close();
    }

    /** Rounds a stage's totals to the accumulators' dtypes; what comes later sees them. */
    void endTotals(Stage stage, int width) {
        for (int a = 0; a < stage.accumulators().size(); a++) {
            MergingText within = MergingText.of(stage.accumulators().get(a));
            MergingText totals = MergingText.ofTotals(stage.accumulators().get(a));
            for (int p = 0; p < within.parts(); p++) {
                DType to = within.dtypes().get(p);
                String rounded = converted(totals.dtypes().get(p), to, width, total(a, p));
                accumulated.put(List.of(earlier + a, p), code.define(CTypes.vector(to, width), rounded));
            }
        }
        earlier += stage.accumulators().size();
    }

    private static String converted(DType from, DType to, int width, String value) {
        return from == to ? value : "convert_" + CTypes.vector(to, width) + "(" + value + ")";
    }

    // ---- scratch memory

    /** {@return how many values a block has in scratch memory} */
    static int scratchValues(KernelSpec spec) {
        return spec.stages().getFirst().accumulators().stream()
                .mapToInt(a -> a.values().size())
                .sum();
    }

    /** {@return a truth value lies there as an int} */
    static DType held(DType dtype) {
        return dtype == DType.BOOL ? DType.INT32 : dtype;
    }

    /** {@return a pointer to value {@code number} of all blocks, of which there are {@code count}} */
    static String scratch(DType dtype, int number, String count) {
        return "((__global " + CTypes.element(held(dtype)) + " *) (scratch + " + SCRATCH_BYTES + "L * " + number
                + " * (" + count + ")))";
    }
}
