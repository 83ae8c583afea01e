package dev.vecgrad.bench.report;

import dev.vecgrad.bench.Mode;
import dev.vecgrad.bench.Result;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** GFLOP/s over flops a byte, below what memory and arithmetic of the machine allow. */
final class Roofline {
    private static final double WIDTH = 900;
    private static final double HEIGHT = 460;
    private static final double[] INTENSITIES = {0.1, 1, 10, 100, 1000};
    private static final double[] SPEEDS = {0.1, 1, 10, 100, 1000};
    private static final LogScale X = new LogScale(0.05, 2000, 70, 860);
    private static final LogScale Y = new LogScale(0.05, 2000, 420, 20);

    private Roofline() {}

    /** {@return the drawing of our results with that many threads} */
    static String of(List<Result> ours, Peaks peaks) {
        Svg svg = new Svg(WIDTH, HEIGHT, "roofline: speed of workloads over their arithmetic intensity");
        for (double mark : INTENSITIES) {
            svg.line("grid", X.at(mark), 20, X.at(mark), 420);
            svg.text("middle", X.at(mark), 436, plain(mark));
        }
        for (double mark : SPEEDS) {
            svg.line("grid", 70, Y.at(mark), 860, Y.at(mark));
            svg.text("end", 62, Y.at(mark) + 4, plain(mark));
        }
        double ridge = peaks.gflops() / peaks.triad();
        svg.line("roof", X.at(X.low()), Y.at(X.low() * peaks.triad()), X.at(ridge), Y.at(peaks.gflops()));
        svg.line("roof", X.at(ridge), Y.at(peaks.gflops()), X.at(X.high()), Y.at(peaks.gflops()));
        svg.text("middle", 465, 454, "flops a byte of compulsory traffic; GFLOP/s upwards");
        Labels labels = new Labels();
        ours.forEach(result -> dot(svg, labels, result));
        return svg.toString();
    }

    private static void dot(Svg svg, Labels labels, Result result) {
        Optional<Cost> known = Cost.of(result.workload());
        if (known.isEmpty()) {
            return;
        }
        Cost cost = known.get();
        double gflops = cost.flops() / result.timing().us() / 1e3;
        double x = X.at(cost.intensity());
        double y = Y.at(gflops);
        svg.dot(
                "ours",
                x,
                y,
                String.format(
                        Locale.ROOT, "%s: %.1f GFLOP/s, %.1f GB/s", name(result), gflops, gflops / cost.intensity()));
        String name = name(result);
        svg.text("small", x + 6, labels.place(x + 6, y + 3, name), name);
    }

    private static String name(Result result) {
        boolean isEager = result.label().mode().equals(Mode.EAGER.toString());
        return isEager
                ? result.workload()
                : result.workload() + " " + result.label().mode();
    }

    private static String plain(double mark) {
        return mark < 1 ? "" + mark : String.format(Locale.ROOT, "%.0f", mark);
    }
}
