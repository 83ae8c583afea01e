package dev.vecgrad.opencl;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.ir.Write;
import dev.vecgrad.type.DType;
import java.util.List;

/**
 * A kernel whose inner loop runs along kept elements while others are reduced: a work item for each vector of kept elements, or for each block
 * of what is reduced into one.
 */
final class ColumnText extends ReductionText {
    ColumnText(KernelSpec spec, Form form) {
        super(spec, form);
    }

    @Override
    boolean isVector() {
        return true;
    }

    @Override
    void writeBody() {
        int width = form.width();
        parameters.add("const long rows", (to, run) -> to.int64(run.rows()));
        parameters.add("const long n", (to, run) -> to.int64(run.launch().kept()[form.outer()]));
        parameters.add(
                "const int depth", (to, run) -> to.int32((int) run.launch().reducedNumel()));
        code.line("const long vectors = (n + " + (width - 1) + ") / " + width + ";");
        declareBlocks("depth");
        boolean perBlock = form.phase() == Phase.BLOCKS;
        code.line("const long item = get_global_id(0);");
        code.line("if (item >= rows * vectors" + (perBlock ? " * blocks" : "") + ") return;");
        code.line("const long column = item" + (perBlock ? " % (rows * vectors)" : "") + ";");
        code.line("const long row = column / vectors;");
        code.line("const long i = (column - row * vectors) * " + width + ";");
        code.line("const int count = (int) min((long) " + width + ", n - i);");
        operands.beginRow(code);
        switch (form.phase()) {
            case WHOLE -> {
                writeStage(spec.stages().getFirst(), "depth", width);
                writeRow();
            }
            case BLOCKS -> {
                code.line("const int block = (int) (item / (rows * vectors));");
                writeBlock("block", "depth");
            }
            case TOTALS -> writeTotals(width);
        }
    }

    @Override
    String storing(DType dtype, int number, String value) {
        DType held = held(dtype);
        return helpers.store(held, form.width()) + "(" + place(held, number, "block") + ", " + value + ", count)";
    }

    @Override
    String stored(DType dtype, int number) {
        DType held = held(dtype);
        return helpers.load(held, form.width()) + "(" + place(held, number, "b") + ", count)";
    }

    private static String place(DType held, int number, String block) {
        return scratch(held, number, "rows * n * blocks") + " + " + block + " * rows * n + row * n + i";
    }

    @Override
    void writeBlockLoop(Stage stage) {
        int width = form.width();
        beginBlock(stage, _ -> width);
        code.open("for (int e = b; e < end; e++)");
        List<String> names = compute(roots(stage), width, this::leaf);
        int next = 0;
        for (int a = 0; a < stage.accumulators().size(); a++) {
            Accumulator accumulator = stage.accumulators().get(a);
            List<String> before = blockValues(accumulator, a);
            List<String> values = names.subList(next, next + before.size());
            code.assign(before, MergingText.of(accumulator).write(code, width, before, values));
            next += before.size();
        }
        code.close();
    }

    @Override
    List<String> blockValues(Accumulator accumulator, int a) {
        return names(accumulator.values().size(), p -> gathered(a, p));
    }

    private String leaf(Expr leaf) {
        int width = form.width();
        if (leaf instanceof Expr.Input input) {
            int i = input.index();
            return operands.load(code, i, width, "a" + i + " + " + operands.alongReduced(i, "e"), "i");
        }
        return "((" + CTypes.sized("int", width) + ")(e))";
    }

    @Override
    void writeRow() {
        int width = form.width();
        List<String> results = compute(values(spec.rowWrites()), width, leaf -> {
            int i = ((Expr.Input) leaf).index();
            return operands.load(code, i, width, "a" + i, "i");
        });
        for (int w = 0; w < spec.rowWrites().size(); w++) {
            Write write = spec.rowWrites().get(w);
            operands.store(code, write.output(), width, "i", results.get(w));
        }
    }
}
