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
    private record Pair(double[] step, double[] change, double rho) {}

    private final int historySize;
    private final Deque<Pair> history = new ArrayDeque<>();
    private double scale = 1;

    InverseHessian(int historySize) {
        this.historySize = historySize;
    }

    /** Learns from a step, unless the function was hardly convex along it. */
    void update(double[] step, double[] change) {
        double curvature = Vectors.dot(change, step);
        if (curvature <= MIN_CURVATURE) {
            return;
        }
        if (history.size() == historySize) {
            history.removeFirst();
        }
        history.addLast(new Pair(step, change, 1 / curvature));
        scale = curvature / Vectors.dot(change, change);
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
