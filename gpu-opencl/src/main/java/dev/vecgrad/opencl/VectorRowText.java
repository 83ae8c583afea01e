package dev.vecgrad.opencl;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.ir.Write;
import java.util.List;

/**
 * Rows for processors: a work item for each row, or each block of one. The 16 lanes of a block are those of one vector, so that elements meet
 * in the order that the accumulators define.
 */
final class VectorRowText extends RowText {
    private static final int LANES = 16;

    VectorRowText(KernelSpec spec, Form form) {
        super(spec, form);
    }

    @Override
    void beginItem(String count) {
        code.line("const long item = get_global_id(0);");
        code.line("if (item >= " + count + ") return;");
    }

    /** All lanes at a time. */
    @Override
    void writeBlockLoop(Stage stage) {
        beginBlock(stage, accumulator -> Accumulator.lanes(accumulator.dtype()));
        code.open("for (int e = b; e < end; e += " + LANES + ")");
        code.line("const int count = min(" + LANES + ", end - e);");
        List<String> names = compute(roots(stage), LANES, this::leaf);
        int next = 0;
        for (int a = 0; a < stage.accumulators().size(); a++) {
            Accumulator accumulator = stage.accumulators().get(a);
            int parts = accumulator.values().size();
            gather(accumulator, a, names.subList(next, next + parts));
            next += parts;
        }
        for (Write write : stage.writes()) {
            operands.store(code, write.output(), LANES, "e", names.get(next++));
        }
        code.close();
    }

    private void gather(Accumulator accumulator, int a, List<String> values) {
        int lanes = Accumulator.lanes(accumulator.dtype());
        if (lanes == LANES) {
            gather(accumulator, a, values, lanes, 0);
        } else {
            gather(accumulator, a, values.stream().map(v -> v + ".lo").toList(), lanes, 0);
            gather(accumulator, a, values.stream().map(v -> v + ".hi").toList(), lanes, lanes);
        }
    }

    /** Lets the lanes take values, of which the first one has place {@code from} among the elements of this turn. */
    private void gather(Accumulator accumulator, int a, List<String> values, int lanes, int from) {
        MergingText merging = MergingText.of(accumulator);
        List<String> before = names(merging.parts(), p -> gathered(a, p));
        List<String> merged = merging.write(code, lanes, before, values);
        code.open("if (count == " + LANES + ")");
        code.assign(before, merged);
        code.otherwise();
        String inside = "(" + lanes(lanes) + " < count - " + from + ")";
        PrimText text = new PrimText(lanes);
        for (int p = 0; p < merging.parts(); p++) {
            String kept = text.select(merging.dtypes().get(p), inside, merged.get(p), before.get(p));
            code.line(before.get(p) + " = " + kept + ";");
        }
        code.close();
    }

    @Override
    List<String> blockValues(Accumulator accumulator, int a) {
        return meet(accumulator, names(accumulator.values().size(), p -> gathered(a, p)));
    }

    private String leaf(Expr leaf) {
        return leaf instanceof Expr.Input input
                ? operands.load(code, input.index(), LANES, "a" + input.index(), "e")
                : "((int16)(e) + " + lanes(LANES) + ")";
    }
}
