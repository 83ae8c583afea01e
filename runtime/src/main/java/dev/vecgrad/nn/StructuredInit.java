package dev.vecgrad.nn;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.core.HostArrays;
import dev.vecgrad.ops.Random;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;

/** Initialisations that give a tensor a structure. */
final class StructuredInit {
    private StructuredInit() {}

    private static void write(Tensor tensor, double[] elements) {
        tensor.detach().copy_(new Tensor(HostArrays.of(elements, tensor.shape())));
    }

    private static void requireMatrix(String op, Tensor tensor) {
        if (tensor.dim() != 2) {
            throw new ShapeException(
                    op + ": Only tensors with 2 dimensions are supported: the shape is " + tensor.shape());
        }
    }

    static void eye(Tensor tensor) {
        requireMatrix("eye_", tensor);
        tensor.detach().copy_(Tensor.eye(tensor.shape().size(0), tensor.shape().size(1), tensor.dtype()));
    }

    static void dirac(Tensor tensor, int groups) {
        if (tensor.dim() < 3 || tensor.dim() > 5) {
            throw new ShapeException(
                    "dirac_: Only tensors with 3, 4, or 5 dimensions are supported: the shape is " + tensor.shape());
        }
        int out = Math.toIntExact(tensor.shape().size(0));
        if (groups < 1 || out % groups != 0) {
            throw new ShapeException("dirac_: dim 0 must be divisible by groups: they are " + out + " and " + groups);
        }
        int in = Math.toIntExact(tensor.shape().size(1));
        int space = 1;
        int middle = 0;
        for (int d = 2; d < tensor.dim(); d++) {
            int size = Math.toIntExact(tensor.shape().size(d));
            middle = middle * size + size / 2;
            space *= size;
        }
        double[] elements = new double[out * in * space];
        int ofGroup = out / groups;
        for (int g = 0; g < groups; g++) {
            for (int c = 0; c < Math.min(ofGroup, in); c++) {
                elements[((g * ofGroup + c) * in + c) * space + middle] = 1;
            }
        }
        write(tensor, elements);
    }

    static void orthogonal(Tensor tensor, double gain, Generator generator) {
        if (tensor.dim() < 2) {
            throw new ShapeException("orthogonal_: Only tensors with 2 or more dimensions are supported: the shape is "
                    + tensor.shape());
        }
        if (tensor.numel() == 0) {
            return;
        }
        int rows = Math.toIntExact(tensor.shape().size(0));
        int columns = Math.toIntExact(tensor.numel()) / rows;
        double[] normals = tensor.wrap(
                        Random.normal(Shape.of(rows, columns), tensor.dtype(), 0, 1, generator, tensor.device()))
                .toDoubleArray();
        boolean wide = rows < columns;
        double[][] vectors = wide ? rows(normals, rows, columns) : columns(normals, rows, columns);
        double[][] orthogonal = Householder.orthogonal(vectors);
        double[] elements = new double[normals.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                elements[i * columns + j] = gain * (wide ? orthogonal[i][j] : orthogonal[j][i]);
            }
        }
        write(tensor, elements);
    }

    private static double[][] rows(double[] elements, int rows, int columns) {
        double[][] all = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(elements, i * columns, all[i], 0, columns);
        }
        return all;
    }

    private static double[][] columns(double[] elements, int rows, int columns) {
        double[][] all = new double[columns][rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                all[j][i] = elements[i * columns + j];
            }
        }
        return all;
    }

    static void sparse(Tensor tensor, double sparsity, double std, Generator generator) {
        requireMatrix("sparse_", tensor);
        if (!(sparsity >= 0 && sparsity <= 1)) {
            throw new IllegalArgumentException("sparse_: sparsity must be between 0 and 1: it is " + sparsity);
        }
        int rows = Math.toIntExact(tensor.shape().size(0));
        int columns = Math.toIntExact(tensor.shape().size(1));
        int zeros = (int) Math.ceil(sparsity * rows);
        tensor.detach().normal_(0, std, generator);
        double[] elements = tensor.toDoubleArray();
        for (int column = 0; column < columns; column++) {
            long[] order = HostArrays.longs(Random.randperm(rows, generator));
            for (int i = 0; i < zeros; i++) {
                elements[(int) order[i] * columns + column] = 0;
            }
        }
        write(tensor, elements);
    }
}
