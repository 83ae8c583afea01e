package dev.vecgrad.optim;

import java.util.function.DoubleFunction;

/**
 * A line search: a step t along a direction with enough decrease, {@code f(t) <= f(0) + c1 t f'(0)}, and a slope that is
 * flat enough, {@code |f'(t)| <= -c2 f'(0)}. First the step grows until such a point is between two tried ones, then the
 * bracket shrinks; new steps come from the cubic through both ends' values and slopes. Nocedal and Wright, "Numerical
 * Optimization", algorithms 3.5 and 3.6; order of tests and safeguards as in PyTorch, so that the same points are tried.
 */
final class StrongWolfe {
    /**
     * A tried step.
     *
     * @param t the step
     * @param value the function there
     * @param gradient its gradient there
     * @param slope its derivative along the direction
     */
    record Point(double t, double value, double[] gradient, double slope) {}

    /**
     * What was found.
     *
     * @param best the best point
     * @param evaluations how often the function was evaluated
     */
    record Result(Point best, int evaluations) {}

    private static final double C1 = 1e-4;
    private static final double C2 = 0.9;
    private static final double MARGIN = 0.1;

    private final DoubleFunction<Point> function;
    private final Point start;
    private final int maxIterations;
    private final double minBracket;
    private final Point[] ends;
    private int low;
    private int iterations;
    private int evaluations;

    private StrongWolfe(DoubleFunction<Point> function, Point start, int maxIterations, double minBracket) {
        this.function = function;
        this.start = start;
        this.maxIterations = maxIterations;
        this.minBracket = minBracket;
        this.ends = new Point[] {start, start};
    }

    /**
     * {@return the best point found}
     *
     * @param function evaluates a step
     * @param start step 0
     * @param firstStep what is tried first
     * @param maxIterations the most further steps that are tried
     * @param minBracket the length of a bracket that is not divided further
     */
    static Result search(
            DoubleFunction<Point> function, Point start, double firstStep, int maxIterations, double minBracket) {
        var search = new StrongWolfe(function, start, maxIterations, minBracket);
        if (!search.bracket(firstStep)) {
            search.zoom();
        }
        return new Result(search.ends[search.low], search.evaluations);
    }

    private Point evaluate(double t) {
        evaluations++;
        return function.apply(t);
    }

    private boolean decreasesTooLittle(Point point) {
        return point.value > start.value + C1 * point.t * start.slope;
    }

    private boolean isFlat(Point point) {
        return Math.abs(point.slope) <= -C2 * start.slope;
    }

    /** Tries growing steps until two of them have the sought point between them; {@return whether it is found itself}. */
    private boolean bracket(double firstStep) {
        Point previous = start;
        Point current = evaluate(firstStep);
        while (iterations < maxIterations) {
            if (decreasesTooLittle(current) || (iterations > 1 && current.value >= previous.value)) {
                setEnds(previous, current);
                return false;
            }
            if (isFlat(current)) {
                setEnds(current, current);
                return true;
            }
            if (current.slope >= 0) {
                setEnds(previous, current);
                return false;
            }
            double shortest = current.t + 0.01 * (current.t - previous.t);
            double next = cubicMinimum(previous, current, shortest, current.t * 10);
            previous = current;
            current = evaluate(next);
            iterations++;
        }
        setEnds(start, current);
        return false;
    }

    private void setEnds(Point first, Point second) {
        ends[0] = first;
        ends[1] = second;
        low = first.value <= second.value ? 0 : 1;
    }

    /** Shrinks the bracket. */
    private void zoom() {
        boolean wasNearEnd = false;
        while (iterations < maxIterations && Math.abs(ends[1].t - ends[0].t) >= minBracket) {
            double t = cubicMinimum(ends[0], ends[1], min(), max());
            boolean nearEnd = Math.min(max() - t, t - min()) < MARGIN * (max() - min());
            if (nearEnd && (wasNearEnd || t >= max() || t <= min())) {
                t = movedInside(t);
                nearEnd = false;
            }
            wasNearEnd = nearEnd;
            Point tried = evaluate(t);
            iterations++;
            if (narrow(tried)) {
                return;
            }
        }
    }

    private double min() {
        return Math.min(ends[0].t, ends[1].t);
    }

    private double max() {
        return Math.max(ends[0].t, ends[1].t);
    }

    /** A tenth of the bracket away from the nearer end. */
    private double movedInside(double t) {
        double margin = MARGIN * (max() - min());
        return Math.abs(t - max()) < Math.abs(t - min()) ? max() - margin : min() + margin;
    }

    /** Puts a tried point in place of an end; {@return whether it is the sought one}. */
    private boolean narrow(Point tried) {
        int high = 1 - low;
        if (decreasesTooLittle(tried) || tried.value >= ends[low].value) {
            ends[high] = tried;
            low = ends[0].value <= ends[1].value ? 0 : 1;
            return false;
        }
        boolean found = isFlat(tried);
        if (!found && tried.slope * (ends[high].t - ends[low].t) >= 0) {
            ends[high] = ends[low];
        }
        ends[low] = tried;
        return found;
    }

    /** {@return where the cubic through both points has its minimum, within the bounds; their middle if it has none} */
    static double cubicMinimum(Point a, Point b, double from, double to) {
        Point left = a.t <= b.t ? a : b;
        Point right = a.t <= b.t ? b : a;
        double d1 = left.slope + right.slope - 3 * (left.value - right.value) / (left.t - right.t);
        double square = d1 * d1 - left.slope * right.slope;
        if (!(square >= 0)) {
            return (from + to) / 2;
        }
        double d2 = Math.sqrt(square);
        double minimum = right.t - (right.t - left.t) * ((right.slope + d2 - d1) / (right.slope - left.slope + 2 * d2));
        return Math.min(Math.max(minimum, from), to);
    }
}
