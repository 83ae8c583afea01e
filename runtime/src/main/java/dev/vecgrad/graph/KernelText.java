package dev.vecgrad.graph;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Plans as text: a line for each kernel's loop nest, then what it gathers and stores, pass by pass. */
final class KernelText {
    private final StringBuilder text = new StringBuilder();
    private final PlannedKernel kernel;
    private int accumulators;

    private KernelText(PlannedKernel kernel) {
        this.kernel = kernel;
    }

    /** {@return the listing of a plan} */
    static String of(Plan plan) {
        return plan.kernels().stream().map(k -> new KernelText(k).listing()).collect(Collectors.joining());
    }

    private String listing() {
        text.append(kernel.template().space().name().toLowerCase(Locale.ROOT))
                .append(" kept=" + TermText.dims(kernel.kept()));
        if (kernel.reduced() != 0) {
            text.append(" reduced=" + TermText.dims(kernel.reduced()));
        }
        List<PlannedKernel.Place> reads = kernel.operands().subList(0, kernel.inputs());
        list(" reads ", reads.stream().map(KernelText::place).toList());
        list(" params ", kernel.params().stream().map(Formula::toString).toList());
        text.append('\n');
        for (var stage : kernel.template().stages()) {
            stage.accumulators().forEach(this::accumulator);
            stage.writes().forEach(this::write);
        }
        kernel.template().rowWrites().forEach(this::write);
        return text.toString();
    }

    private void list(String title, List<String> items) {
        if (!items.isEmpty()) {
            text.append(title).append(String.join(" ", items));
        }
    }

    private static String place(PlannedKernel.Place place) {
        String name = switch (place.slot().kind()) {
            case INPUT -> "in";
            case OUTPUT -> "out";
            case TEMP -> "temp";
        };
        return name + place.slot().index() + TermText.dims(place.dims());
    }

    private void accumulator(Accumulator accumulator) {
        String kind = accumulator.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        line("acc" + accumulators++, kind + "(", accumulator.values(), ")");
    }

    private void write(Write write) {
        String target = place(kernel.operands().get(kernel.inputs() + write.output()));
        line(target, "", List.of(write.value()), "");
    }

    /** A line of an assignment; shared parts of the expressions follow after "where". */
    private void line(String target, String open, List<Expr> values, String close) {
        StringJoiner last = new StringJoiner(", ", open, close);
        List<String> shared = new ArrayList<>();
        for (Expr value : values) {
            List<String> lines = value.toString().lines().toList();
            shared.addAll(lines.subList(0, lines.size() - 1));
            last.add(lines.getLast());
        }
        String where = shared.isEmpty() ? "" : " where " + String.join("; ", shared);
        text.append("  " + target + " = " + last + where + "\n");
    }
}
