package dev.vecgrad.plan;

import dev.vecgrad.exec.Work;
import dev.vecgrad.memory.Storage;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A plan as a graph in the DOT language: a box for each step, an ellipse for what comes from outside, an arrow for what a step reads. */
final class PlanDot {
    private final Map<Storage, String> makers = new IdentityHashMap<>();
    private final List<String> lines = new ArrayList<>();

    private PlanDot() {}

    static String of(List<Step> steps) {
        PlanDot dot = new PlanDot();
        for (int k = 0; k < steps.size(); k++) {
            dot.add(steps.get(k), "s" + k);
        }
        return "digraph plan {\n" + String.join("\n", dot.lines) + "\n}\n";
    }

    private void add(Step step, String name) {
        lines.add("  " + name + " [shape=box, label=\"" + label(step) + "\"];");
        List<Storage> operands = step.operands();
        for (int i = 0; i < operands.size(); i++) {
            if (step.work().reads(i)) {
                lines.add("  " + maker(operands.get(i)) + " -> " + name + ";");
            }
        }
        for (int i = 0; i < operands.size(); i++) {
            if (step.work().writes(i)) {
                makers.put(operands.get(i), name);
            }
        }
    }

    private String maker(Storage storage) {
        return makers.computeIfAbsent(storage, s -> {
            String name = "m" + makers.size();
            lines.add("  " + name + " [label=\"" + s.bytes() + " bytes\"];");
            return name;
        });
    }

    private static String label(Step step) {
        return switch (step.work()) {
            case Work.Kernel kernel -> kernel(kernel);
            case Work.RowsAndColumns joined ->
                kernel(joined.rows()) + ", along its rows then " + kernel(joined.columns());
            case Work.Called called -> called.call().getClass().getSimpleName();
            case Work.Multiplication product -> PlanText.product(product.product());
            case Work.ProductMap joined -> PlanText.product(joined.product().product()) + " and a map over its panels";
            case Work.Bytes _ -> "constant";
            case Work.Tested _ -> "check";
        };
    }

    private static String kernel(Work.Kernel kernel) {
        return kernel.executable().spec().space().name().toLowerCase(Locale.ROOT) + " kernel, "
                + kernel.launch().keptNumel() * kernel.launch().reducedNumel() + " elements";
    }
}
