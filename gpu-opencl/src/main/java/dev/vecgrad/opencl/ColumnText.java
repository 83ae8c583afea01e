package dev.vecgrad.opencl;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.ir.Write;
import dev.vecgrad.type.DType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * A kernel whose inner loop runs along kept elements while others are reduced: a work item for each vector of kept elements, or for each block
 * of what is reduced into one.
 */
final class ColumnText extends KernelText {
    private static final int BLOCK = Accumulator.OUTER_BLOCK;

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
        if (form.phase() != Phase.WHOLE) {
            parameters.add("__global char *scratch", (to, run) -> to.buffer(scratchBuffer(run)));
            code.line("const int blocks = (depth - 1) / " + BLOCK + " + 1;");
        }
        boolean perBlock = form.phase() == Phase.BLOCKS;
        code.line("const long item = get_global_id(0);");
        code.line("if (item >= rows * vectors" + (perBlock ? " * blocks" : "") + ") return;");
        code.line("const long column = item" + (perBlock ? " % (rows * vectors)" : "") + ";");
        code.line("const long row = column / vectors;");
        code.line("const long i = (column - row * vectors) * " + width + ";");
        code.line("const int count = (int) min((long) " + width + ", n - i);");
        operands.beginRow(code);
        switch (form.phase()) {
            case WHOLE -> writeWhole();
            case BLOCKS -> writeBlock();
            case TOTALS -> writeTotals();
        }
    }

    private MemorySegment scratchBuffer(Parameters.Run run) {
        long blocks = (run.launch().reducedNumel() - 1) / BLOCK + 1;
        return run.scratch().atLeast(run.launch().keptNumel() * blocks * scratchValues(spec) * SCRATCH_BYTES);
    }

    private void writeWhole() {
        Stage stage = spec.stages().getFirst();
        int width = form.width();
        beginTotals(stage, width);
        code.open("for (int b = 0; b < depth; b += " + BLOCK + ")");
        code.line("const int end = b + min(depth - b, " + BLOCK + ");");
        writeBlockLoop(stage);
        for (int a = 0; a < stage.accumulators().size(); a++) {
            Accumulator accumulator = stage.accumulators().get(a);
            addBlock(accumulator, a, width, "b == 0", block(accumulator, a));
        }
        code.close();
        endTotals(stage, width);
        writeRow();
    }

    private void writeBlock() {
        Stage stage = spec.stages().getFirst();
        code.line("const int block = (int) (item / (rows * vectors));");
        code.line("const int b = block * " + BLOCK + ";");
        code.line("const int end = b + min(depth - b, " + BLOCK + ");");
        writeBlockLoop(stage);
        int number = 0;
        for (int a = 0; a < stage.accumulators().size(); a++) {
            Accumulator accumulator = stage.accumulators().get(a);
            List<String> block = block(accumulator, a);
            List<DType> dtypes = MergingText.of(accumulator).dtypes();
            for (int p = 0; p < block.size(); p++) {
                DType held = held(dtypes.get(p));
                code.line(helpers.store(held, form.width()) + "(" + place(held, number++, "block") + ", " + block.get(p)
                        + ", count);");
            }
        }
    }

    private void writeTotals() {
        Stage stage = spec.stages().getFirst();
        int width = form.width();
        beginTotals(stage, width);
        code.open("for (int b = 0; b < blocks; b++)");
        int number = 0;
        for (int a = 0; a < stage.accumulators().size(); a++) {
            Accumulator accumulator = stage.accumulators().get(a);
            List<String> block = new ArrayList<>();
            for (DType dtype : MergingText.of(accumulator).dtypes()) {
                DType held = held(dtype);
                block.add(code.define(
                        CTypes.vector(dtype, width),
                        helpers.load(held, width) + "(" + place(held, number++, "b") + ", count)"));
            }
            addBlock(accumulator, a, width, "b == 0", block);
        }
        code.close();
        endTotals(stage, width);
        writeRow();
    }

    private static String place(DType held, int number, String block) {
        return scratch(held, number, "rows * n * blocks") + " + " + block + " * rows * n + row * n + i";
    }

    private void writeBlockLoop(Stage stage) {
        int width = form.width();
        for (int a = 0; a < stage.accumulators().size(); a++) {
            MergingText merging = MergingText.of(stage.accumulators().get(a));
            for (int p = 0; p < merging.parts(); p++) {
                code.line(CTypes.vector(merging.dtypes().get(p), width) + " " + gathered(a, p) + " = "
                        + merging.identities(width).get(p) + ";");
            }
        }
        code.open("for (int e = b; e < end; e++)");
        List<String> names = compute(roots(stage), width, this::leaf);
        int next = 0;
        for (int a = 0; a < stage.accumulators().size(); a++) {
            Accumulator accumulator = stage.accumulators().get(a);
            List<String> before = block(accumulator, a);
            List<String> values = names.subList(next, next + before.size());
            List<String> merged = MergingText.of(accumulator).write(code, width, before, values);
            for (int p = 0; p < before.size(); p++) {
                code.line(before.get(p) + " = " + merged.get(p) + ";");
            }
            next += before.size();
        }
        code.close();
    }

    private static List<String> block(Accumulator accumulator, int a) {
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

    private void writeRow() {
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
