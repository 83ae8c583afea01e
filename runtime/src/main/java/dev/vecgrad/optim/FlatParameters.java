package dev.vecgrad.optim;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.HostArrays;
import dev.vecgrad.core.Value;
import java.util.Arrays;
import java.util.List;

/** Some parameters, or their gradients, as one vector in float64. */
final class FlatParameters {
    private final List<Tensor> parameters;
    private final int size;

    FlatParameters(List<? extends Tensor> parameters) {
        this.parameters = List.copyOf(parameters);
        this.size = Math.toIntExact(
                this.parameters.stream().mapToLong(Tensor::numel).sum());
    }

    int size() {
        return size;
    }

    double[] elements() {
        double[] flat = new double[size];
        int at = 0;
        for (Tensor parameter : parameters) {
            at = put(flat, at, parameter.toDoubleArray());
        }
        return flat;
    }

    /** {@return the gradients; zeros where there is none} */
    double[] gradients() {
        double[] flat = new double[size];
        int at = 0;
        for (Tensor parameter : parameters) {
            Tensor gradient = parameter.grad();
            at = gradient == null ? at + (int) parameter.numel() : put(flat, at, gradient.toDoubleArray());
        }
        return flat;
    }

    private static int put(double[] flat, int at, double[] part) {
        System.arraycopy(part, 0, flat, at, part.length);
        return at + part.length;
    }

    /** Writes a vector over the parameters, not recorded. */
    void write(double[] flat) {
        int at = 0;
        for (Tensor parameter : parameters) {
            int end = at + (int) parameter.numel();
            Value part = HostArrays.of(Arrays.copyOfRange(flat, at, end), parameter.shape());
            parameter.detach().copy_(parameter.wrap(part));
            at = end;
        }
    }
}
