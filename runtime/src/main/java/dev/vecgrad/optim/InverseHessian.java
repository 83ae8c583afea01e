package dev.vecgrad.optim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What LBFGS knows of a function's curvature: its last steps and how the gradient changed over them, from which the inverse
 * Hessian times a vector is computed by two loops. Nocedal 1980, "Updating quasi-Newton matrices with limited storage".
 */
final class InverseHessian {
    private static final double MIN_CURVATURE = 1e-10;

    /** A step, the gradient's change over it, and the inverse of their product. */
    record Pair(double[] step, double[] change, double rho) {}

    private final Deque<Pair> history = new ArrayDeque<>();
    private double scale = 1;

    /** Learns from a step, unless the function was hardly convex along it; only so many steps are remembered. */
    void update(double[] step, double[] change, int historySize) {
        double curvature = Vectors.dot(change, step);
        if (curvature <= MIN_CURVATURE) {
            return;
        }
        while (history.size() >= historySize) {
            history.removeFirst();
        }
        history.addLast(new Pair(step, change, 1 / curvature));
        scale = curvature / Vectors.dot(change, change);
    }

    /** {@return the steps remembered, the oldest first} */
    List<Pair> pairs() {
        return List.copyOf(history);
    }

    /** {@return the inverse Hessian's diagonal before the steps are applied} */
    double scale() {
        return scale;
    }

    /** Remembers these steps instead. */
    void read(List<Pair> pairs, double newScale) {
        history.clear();
        history.addAll(pairs);
        scale = newScale;
    }

    /** {@return minus the inverse Hessian times the gradient} */
    double[] direction(double[] gradient) {
        List<Pair> pairs = new ArrayList<>(history);
        double[] alphas = new double[pairs.size()];
        double[] q = Vectors.scaled(gradient, -1);
        for (int i = pairs.size() - 1; i >= 0; i--) {
            Pair pair = pairs.get(i);
            alphas[i] = Vectors.dot(pair.step, q) * pair.rho;
            Vectors.addScaled(q, pair.change, -alphas[i]);
        }
        double[] r = Vectors.scaled(q, scale);
        for (int i = 0; i < alphas.length; i++) {
            Pair pair = pairs.get(i);
            double beta = Vectors.dot(pair.change, r) * pair.rho;
            Vectors.addScaled(r, pair.step, alphas[i] - beta);
        }
        return r;
    }
}
