package dev.vecgrad.opencl;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.type.DType;
import java.util.List;

/** A kernel whose inner loop is a row of reduced elements: what is the same whether a block is one work item's or shared by a team of them. */
abstract class RowText extends ReductionText {
    RowText(KernelSpec spec, Form form) {
        super(spec, form);
    }

    /** Defines "item", the number of the row or block, of which there are {@code count}. */
    abstract void beginItem(String count);

    @Override
    void writeBody() {
        boolean perBlock = form.phase() == Phase.BLOCKS;
        parameters.add("const long rows", (to, run) -> to.int64(run.rows()));
        parameters.add("const int n", (to, run) -> to.int32((int) run.launch().reducedNumel()));
        declareBlocks("n");
        beginItem(perBlock ? "rows * blocks" : "rows");
        code.line("const long row = item" + (perBlock ? " / blocks" : "") + ";");
        operands.beginRow(code);
        switch (form.phase()) {
            case WHOLE -> writeWhole();
            case BLOCKS -> writeBlock("(int) (item - row * blocks)", "n");
            case TOTALS -> writeTotals(1);
        }
    }

    private void writeWhole() {
        for (Stage stage : spec.stages()) {
            writeStage(stage, "n", 1);
        }
        writeRow();
    }

    @Override
    String storing(DType dtype, int number, String value) {
        return scratch(dtype, number, "rows * blocks") + "[item] = " + value;
    }

    @Override
    String stored(DType dtype, int number) {
        return scratch(dtype, number, "rows * blocks") + "[row * blocks + b]";
    }

    /** Lets the lanes of a block meet, whose values are in vectors of these names. {@return the names of the block's values} */
    List<String> meet(Accumulator accumulator, List<String> lanes) {
        MergingText merging = MergingText.of(accumulator);
        List<String> values = lanes;
        for (int width = Accumulator.lanes(accumulator.dtype()) / 2; width > 0; width /= 2) {
            values = merging.write(
                    code,
                    width,
                    values.stream().map(v -> v + ".lo").toList(),
                    values.stream().map(v -> v + ".hi").toList());
        }
        return values;
    }

    @Override
    void writeRow() {
        List<String> results =
                compute(values(spec.rowWrites()), 1, leaf -> operands.single(((Expr.Input) leaf).index()));
        for (int w = 0; w < results.size(); w++) {
            operands.storeSingle(code, spec.rowWrites().get(w).output(), results.get(w));
        }
    }
}
