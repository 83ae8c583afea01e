package dev.vecgrad.autograd;

import dev.vecgrad.Tensor;
import dev.vecgrad.memory.Scope;

/** Derivatives by central differences. An element of an input is moved where it lies, so that the input keeps its strides. */
final class NumericalJacobian {
    private final TensorsFunction function;
    private final Tensor[] inputs;
    private final double eps;

    NumericalJacobian(TensorsFunction function, Tensor[] inputs, double eps) {
        this.function = function;
        this.inputs = inputs;
        this.eps = eps;
    }

    /** {@return for each output a matrix: a row for each element of it, a column for each element of input {@code i}} */
    double[][][] by(int i) {
        int columns = Math.toIntExact(inputs[i].numel());
        double[][][] differences = new double[columns][][];
        try (GradGuard _ = Autograd.noGrad()) {
            for (int c = 0; c < columns; c++) {
                differences[c] = byElement(inputs[i].detach(), c);
            }
            return transposed(differences, values());
        }
    }

    private double[][] byElement(Tensor input, int index) {
        Tensor element = element(input, index);
        double x = element.item();
        element.fill_(x + eps);
        double[][] above = values();
        element.fill_(x - eps);
        double[][] below = values();
        element.fill_(x);
        for (int j = 0; j < above.length; j++) {
            for (int r = 0; r < above[j].length; r++) {
                above[j][r] = (above[j][r] - below[j][r]) / (2 * eps);
            }
        }
        return above;
    }

    private static Tensor element(Tensor tensor, int index) {
        Tensor element = tensor;
        long rest = index;
        for (int d = tensor.dim() - 1; d >= 0; d--) {
            long size = tensor.size(d);
            element = element.select(d, rest % size);
            rest /= size;
        }
        return element;
    }

    private double[][] values() {
        try (Scope _ = Scope.open()) {
            Tensor[] outputs = function.apply(inputs);
            double[][] values = new double[outputs.length][];
            for (int j = 0; j < values.length; j++) {
                values[j] = outputs[j].toDoubleArray();
            }
            return values;
        }
    }

    private static double[][][] transposed(double[][][] byColumn, double[][] likeOutputs) {
        double[][][] result = new double[likeOutputs.length][][];
        for (int j = 0; j < result.length; j++) {
            result[j] = new double[likeOutputs[j].length][byColumn.length];
            for (int r = 0; r < result[j].length; r++) {
                for (int c = 0; c < byColumn.length; c++) {
                    result[j][r][c] = byColumn[c][j][r];
                }
            }
        }
        return result;
    }
}
