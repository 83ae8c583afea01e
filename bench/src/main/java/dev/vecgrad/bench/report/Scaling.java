package dev.vecgrad.bench.report;

import dev.vecgrad.bench.Comparison;
import dev.vecgrad.bench.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** How times grow with the size of the work, and shrink with threads. */
final class Scaling {
    private static final LogScale X = new LogScale(10, 5e7, 50, 285);
    private static final LogScale Y = new LogScale(0.05, 1e6, 180, 24);

    private Scaling() {}

    /** {@return a small drawing for each kind of work that was measured at two sizes or more, nothing if there is none} */
    static String drawings(List<Comparison> comparisons) {
        StringBuilder figures = new StringBuilder();
        byKind(comparisons).forEach((kind, group) -> {
            if (group.stream().map(Comparison::workload).distinct().count() > 1) {
                figures.append("<figure>").append(drawing(kind, group)).append("</figure>\n");
            }
        });
        return figures.isEmpty() ? "" : "<div class=\"small\">" + figures + "</div>\n";
    }

    private static Map<String, List<Comparison>> byKind(List<Comparison> comparisons) {
        Map<String, List<Comparison>> kinds = new LinkedHashMap<>();
        for (Comparison c : comparisons) {
            String kind = c.workload().split("/", -1)[0] + ", " + c.manner() + ", threads: " + c.threads();
            if (size(c) > 0) {
                kinds.computeIfAbsent(kind, _ -> new ArrayList<>()).add(c);
            }
        }
        return kinds;
    }

    private static String drawing(String kind, List<Comparison> group) {
        Svg svg = new Svg(300, 205, "time of " + kind + " over its size");
        svg.text("start", 50, 14, kind);
        for (double mark : new double[] {1, 1e3, 1e6}) {
            svg.line("grid", 50, Y.at(mark), 285, Y.at(mark));
            svg.text("end", 46, Y.at(mark) + 4, mark == 1 ? "1 us" : mark == 1e3 ? "1 ms" : "1 s");
        }
        for (double mark : new double[] {1e2, 1e4, 1e6}) {
            svg.text("middle", X.at(mark), 198, mark == 1e2 ? "100" : mark == 1e4 ? "10k" : "1M");
        }
        curve(svg, "theirs", group, c -> c.fastest().map(p -> p.timing().us()).orElse(0.0));
        curve(svg, "ours", group, c -> c.ours().timing().us());
        return svg.toString();
    }

    private static void curve(Svg svg, String style, List<Comparison> group, Function<Comparison, Double> time) {
        List<Comparison> points = group.stream()
                .filter(c -> time.apply(c) > 0)
                .sorted(Comparator.comparingDouble(Scaling::size))
                .toList();
        for (int i = 0; i < points.size(); i++) {
            Comparison c = points.get(i);
            double x = X.at(size(c));
            double y = Y.at(time.apply(c));
            if (i > 0) {
                Comparison before = points.get(i - 1);
                svg.line(style, X.at(size(before)), Y.at(time.apply(before)), x, y);
            }
            svg.dot(style, x, y, c.workload() + ": " + Figures.of(time.apply(c)) + " us");
        }
    }

    /** The size of the work if its name has one number, else 0. */
    private static double size(Comparison comparison) {
        String size = comparison.workload().substring(comparison.workload().indexOf('/') + 1);
        return size.matches("[0-9]+") ? Double.parseDouble(size) : 0;
    }

    /** {@return how many times faster more threads are than one, for us and the fastest peer} */
    static Table threads(List<Comparison> comparisons) {
        List<List<String>> rows = new ArrayList<>();
        for (Comparison one : comparisons) {
            for (Comparison more : comparisons) {
                if (one.threads() == 1
                        && more.threads() > 1
                        && one.workload().equals(more.workload())
                        && one.manner().equals(more.manner())) {
                    rows.add(List.of(
                            one.workload(),
                            one.manner(),
                            "" + more.threads(),
                            speedup(one, more, c -> c.ours().timing().us()),
                            speedup(
                                    one,
                                    more,
                                    c -> c.fastest().map(p -> p.timing().us()).orElse(0.0))));
                }
            }
        }
        return new Table(List.of("workload", "mode", "threads", "vecgrad", "fastest peer"), rows);
    }

    private static String speedup(Comparison one, Comparison more, Function<Comparison, Double> time) {
        double divisor = time.apply(more);
        return divisor == 0 ? "" : String.format(Locale.ROOT, "%.2f", time.apply(one) / divisor);
    }
}
