package dev.vecgrad.plan;

import dev.vecgrad.exec.Span;
import dev.vecgrad.exec.Work;
import dev.vecgrad.graph.Limits;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.MatrixProduct;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.ir.Write;
import dev.vecgrad.memory.Storage;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A plan as text: a line for each step with what it computes, its bytes and its arithmetic. */
final class PlanText {
    private final Map<Storage, String> names = new IdentityHashMap<>();

    private PlanText() {}

    static String of(List<Step> recorded, List<Step> steps, MemoryPlan memory) {
        PlanText text = new PlanText();
        return "recorded: " + recorded.size() + " steps\n" + text.lines(recorded) + "plan: " + steps.size() + " steps\n"
                + text.lines(steps) + "intermediates: " + memory.bytes() + " bytes in one piece, "
                + memory.bytesWithoutSharing() + " without sharing\n";
    }

    private String lines(List<Step> steps) {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            text.append("  ").append(line(step)).append('\n');
        }
        return text.toString();
    }

    private String line(Step step) {
        String operands = operands(step, false) + " -> " + operands(step, true);
        String what = switch (step.work()) {
            case Work.Kernel kernel -> kernel(kernel);
            case Work.Called called -> String.valueOf(called.call());
            case Work.Multiplication product -> product(product.product());
            case Work.ProductMap joined ->
                product(joined.product().product()) + ", its panels then " + kernel(joined.map());
            case Work.RowsAndColumns joined ->
                kernel(joined.rows()) + ", along its rows then " + kernel(joined.columns());
            case Work.Bytes _ -> "constant";
            case Work.Tested _ -> "check";
        };
        return operands + ": " + what + String.format(Locale.ROOT, " [%d bytes, %d flops]", bytes(step), flops(step));
    }

    private String operands(Step step, boolean written) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < step.operands().size(); i++) {
            if (step.work().writes(i) == written) {
                text.append(text.isEmpty() ? "" : " ")
                        .append(name(step.operands().get(i)));
            }
        }
        return text.isEmpty() ? "-" : text.toString();
    }

    private String name(Storage storage) {
        return names.computeIfAbsent(storage, s -> (s.isSymbol() ? "t" : "m") + names.size());
    }

    private static String kernel(Work.Kernel kernel) {
        KernelSpec spec = kernel.executable().spec();
        StringBuilder text = new StringBuilder(spec.space().name().toLowerCase(Locale.ROOT));
        for (Stage stage : spec.stages()) {
            stage.accumulators().forEach(a -> text.append("; ").append(a));
            stage.writes().forEach(w -> text.append("; ").append(w));
        }
        for (Write write : spec.rowWrites()) {
            text.append("; row ").append(write);
        }
        return text.toString();
    }

    /** {@return a product in words} */
    static String product(MatrixProduct p) {
        return "product " + (p.count() == 1 ? "" : p.count() + " times ") + p.m() + "x" + p.k() + " by " + p.k() + "x"
                + p.n();
    }

    private static long bytes(Step step) {
        long bytes = 0;
        for (int i = 0; i < step.operands().size(); i++) {
            Span span = step.work().span(i);
            bytes += span.high() - span.low();
        }
        return bytes;
    }

    private static long flops(Step step) {
        return switch (step.work()) {
            case Work.Kernel kernel -> flops(kernel);
            case Work.Multiplication product -> flops(product.product());
            case Work.ProductMap joined -> flops(joined.product().product()) + flops(joined.map());
            case Work.RowsAndColumns joined -> flops(joined.rows()) + flops(joined.columns());
            case Work.Called _, Work.Bytes _, Work.Tested _ -> 0;
        };
    }

    private static long flops(Work.Kernel kernel) {
        Launch launch = kernel.launch();
        return launch.keptNumel()
                * launch.reducedNumel()
                * Limits.cost(kernel.executable().spec().roots());
    }

    private static long flops(MatrixProduct p) {
        return 2 * p.count() * p.m() * p.n() * p.k();
    }
}
