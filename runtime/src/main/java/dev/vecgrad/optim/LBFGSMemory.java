package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@link LBFGS} remembers between iterations. As tensors it has PyTorch's names; what PyTorch holds in lists is stacked. */
final class LBFGSMemory {
    private static final String PREFIX = "state.0.";
    private static final Set<String> NAMES =
            Set.of("n_iter", "func_evals", "d", "t", "prev_flat_grad", "old_dirs", "old_stps", "ro", "H_diag");

    private final InverseHessian curvature = new InverseHessian();
    private int iterations;
    private int evaluations;
    private double @Nullable [] lastGradient;
    private double[] direction = {};
    private double t;

    int iterations() {
        return iterations;
    }

    int evaluations() {
        return evaluations;
    }

    void countEvaluation() {
        evaluations++;
    }

    /** Begins an iteration where the gradient is known. {@return the direction to go} */
    double[] nextDirection(double[] gradient, int historySize) {
        iterations++;
        if (lastGradient != null) {
            curvature.update(lastStep(), Vectors.difference(gradient, lastGradient), historySize);
        }
        lastGradient = gradient;
        direction = curvature.direction(gradient);
        return direction;
    }

    void setLength(double length) {
        t = length;
    }

    double[] lastStep() {
        return Vectors.scaled(direction, t);
    }

    /** Adds what is known to a state. */
    void write(Map<String, Tensor> state) {
        put(state, "func_evals", evaluations);
        put(state, "n_iter", iterations);
        if (lastGradient != null) {
            put(state, "d", Tensor.of(direction));
            put(state, "t", t);
            put(state, "prev_flat_grad", Tensor.of(lastGradient));
            put(state, "H_diag", curvature.scale());
        }
        List<InverseHessian.Pair> pairs = curvature.pairs();
        if (!pairs.isEmpty()) {
            put(state, "old_dirs", stacked(pairs.stream().map(InverseHessian.Pair::change)));
            put(state, "old_stps", stacked(pairs.stream().map(InverseHessian.Pair::step)));
            put(
                    state,
                    "ro",
                    Tensor.of(
                            pairs.stream().mapToDouble(InverseHessian.Pair::rho).toArray()));
        }
    }

    private static Tensor stacked(Stream<double[]> rows) {
        return Tensor.stack(rows.map(Tensor::of).toList(), 0);
    }

    private static void put(Map<String, Tensor> state, String name, double number) {
        put(state, name, Tensor.scalar(number, DType.FLOAT64));
    }

    private static void put(Map<String, Tensor> state, String name, Tensor tensor) {
        state.put(PREFIX + name, tensor);
    }

    /**
     * {@return what a state remembers}
     *
     * @param state tensors by name, of which none is about choices
     * @param size how many numbers the parameters have
     */
    static LBFGSMemory read(Map<String, Tensor> state, int size) {
        for (String name : state.keySet()) {
            if (!name.startsWith(PREFIX) || !NAMES.contains(name.substring(PREFIX.length()))) {
                throw OptimizerStates.error("the optimiser has no " + name + ": it remembers " + PREFIX + " and "
                        + NAMES.stream().sorted().toList());
            }
        }
        var memory = new LBFGSMemory();
        if (!state.isEmpty()) {
            memory.evaluations = (int) numbers(state, "func_evals")[0];
            memory.iterations = (int) numbers(state, "n_iter")[0];
        }
        if (memory.iterations > 0) {
            memory.direction = numbers(state, "d", size);
            memory.t = numbers(state, "t")[0];
            memory.lastGradient = numbers(state, "prev_flat_grad", size);
            memory.curvature.read(pairs(state, size), numbers(state, "H_diag")[0]);
        }
        return memory;
    }

    private static List<InverseHessian.Pair> pairs(Map<String, Tensor> state, int size) {
        Tensor ro = state.get(PREFIX + "ro");
        if (ro == null) {
            return List.of();
        }
        int count = (int) ro.numel();
        double[] rhos = numbers(state, "ro", count);
        double[] changes = numbers(state, "old_dirs", count, size);
        double[] steps = numbers(state, "old_stps", count, size);
        return IntStream.range(0, count)
                .mapToObj(i -> new InverseHessian.Pair(row(steps, i, size), row(changes, i, size), rhos[i]))
                .toList();
    }

    private static double[] row(double[] matrix, int row, int size) {
        return Arrays.copyOfRange(matrix, row * size, (row + 1) * size);
    }

    private static double[] numbers(Map<String, Tensor> state, String name, long... shape) {
        Tensor tensor = state.get(PREFIX + name);
        if (tensor == null) {
            throw OptimizerStates.error("it has no " + PREFIX + name);
        }
        Shape expected = Shape.of(shape);
        if (!tensor.shape().equals(expected)) {
            throw OptimizerStates.error(
                    PREFIX + name + " has shape " + tensor.shape() + ": it must have shape " + expected);
        }
        return tensor.toDoubleArray();
    }
}
