package dev.vecgrad.autograd;

import dev.vecgrad.Tensor;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Derivatives by backward passes, one for each element of an output. */
final class AnalyticalJacobian {
    private AnalyticalJacobian() {}

    /** {@return a row for each element of the output, a column for each element of the input; zeros if it does not depend on it} */
    static double[][] of(Tensor output, Tensor input) {
        int rows = Math.toIntExact(output.numel());
        double[][] jacobian = new double[rows][Math.toIntExact(input.numel())];
        for (int row = 0; row < rows && output.requiresGrad(); row++) {
            Tensor gradient = gradient(output, input, row);
            if (gradient != null) {
                jacobian[row] = gradient.toDoubleArray();
            }
        }
        return jacobian;
    }

    private static @Nullable Tensor gradient(Tensor output, Tensor input, int row) {
        double[] unit = new double[Math.toIntExact(output.numel())];
        unit[row] = 1;
        Tensor start = Tensor.of(unit).to(output.dtype()).view(output.shape().toArray());
        return Autograd.gradOrNull(
                        List.of(output), List.of(input), Collections.singletonList(start), GradOptions.RETAIN_GRAPH)
                .getFirst();
    }
}
