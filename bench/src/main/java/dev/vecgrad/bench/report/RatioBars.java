package dev.vecgrad.bench.report;

import dev.vecgrad.bench.Comparison;
import dev.vecgrad.bench.Result;
import java.util.List;
import java.util.Locale;

/** Our time over the fastest peer's as bars from 1: to the left we are faster. */
final class RatioBars {
    private static final double WIDTH = 900;
    private static final double LEFT = 310;
    private static final double RIGHT = 720;
    private static final double ROW = 20;
    private static final double TOP = 34;
    private static final double[] MARKS = {0.05, 0.1, 0.2, 0.5, 1, 2, 5};
    private static final LogScale SCALE = new LogScale(0.03, 8, LEFT, RIGHT);

    private RatioBars() {}

    /** {@return the drawing, of those workloads that a peer has too} */
    static String of(List<Comparison> comparisons) {
        List<Comparison> rows =
                comparisons.stream().filter(c -> c.fastest().isPresent()).toList();
        double bottom = TOP + ROW * rows.size();
        Svg svg = new Svg(WIDTH, bottom + ROW, "our time over the fastest peer's, by workload");
        for (double mark : MARKS) {
            svg.line(mark == 1 ? "axis" : "grid", SCALE.at(mark), TOP - 8, SCALE.at(mark), bottom);
            svg.text(
                    "middle",
                    SCALE.at(mark),
                    TOP - 14,
                    mark < 1 ? "" + mark : String.format(Locale.ROOT, "%.0f", mark));
        }
        for (int i = 0; i < rows.size(); i++) {
            row(svg, rows.get(i), TOP + ROW * i);
        }
        return svg.toString();
    }

    private static void row(Svg svg, Comparison comparison, double y) {
        Result fastest = comparison.fastest().orElseThrow();
        double ratio = comparison.ratio(fastest);
        double one = SCALE.at(1);
        double end = SCALE.at(ratio);
        String name = comparison.workload() + ", " + comparison.manner() + ", " + comparison.threads();
        String figure =
                String.format(Locale.ROOT, "%.2f of %s", ratio, fastest.label().name());
        svg.text("end", LEFT - 12, y + 13, name);
        svg.bar(
                ratio <= 1 ? "fast" : "slow",
                Math.min(one, end),
                y + 3,
                Math.max(1, Math.abs(end - one)),
                13,
                name + ": " + figure);
        svg.text("start", Math.max(one, end) + 6, y + 13, figure);
    }
}
