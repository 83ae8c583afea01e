package dev.vecgrad.opencl;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Write;
import java.util.List;

/** A map: a work item for each vector of elements along the inner dim. */
final class MapText extends KernelText {
    MapText(KernelSpec spec, Form form) {
        super(spec, form);
    }

    @Override
    void writeBody() {
        int width = form.width();
        parameters.add("const long rows", (to, run) -> to.int64(run.rows()));
        parameters.add("const long n", (to, run) -> to.int64(run.launch().kept()[form.outer()]));
        code.line("const long vectors = (n + " + (width - 1) + ") / " + width + ";");
        code.line("const long item = get_global_id(0);");
        code.line("if (item >= rows * vectors) return;");
        code.line("const long row = item / vectors;");
        code.line("const long i = (item - row * vectors) * " + width + ";");
        code.line("const int count = (int) min((long) " + width + ", n - i);");
        operands.beginRow(code);
        List<Write> writes = spec.stages().getFirst().writes();
        List<String> results = compute(values(writes), width, this::leaf);
        for (int w = 0; w < writes.size(); w++) {
            operands.store(code, writes.get(w).output(), width, "i", results.get(w));
        }
    }

    private String leaf(Expr leaf) {
        int width = form.width();
        return leaf instanceof Expr.Input input
                ? operands.load(code, input.index(), width, "a" + input.index(), "i")
                : "((" + CTypes.sized("int", width) + ")((int) (row * n + i)) + " + lanes(width) + ")";
    }
}
