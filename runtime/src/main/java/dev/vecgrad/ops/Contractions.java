package dev.vecgrad.ops;

import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Dims;
import dev.vecgrad.core.Transfer;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DTypeException;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import dev.vecgrad.type.VecgradException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Products of several tensors or along several dims, made of views and matrix products. */
public final class Contractions {
    private Contractions() {}

    /** {@return the sums of products along the last {@code dims} dims of a and the first ones of b} */
    public static Value tensordot(Value a, Value b, int dims) {
        if (dims < 0 || dims > Math.min(a.rank(), b.rank())) {
            throw new ShapeException("tensordot: tensordot expects dims >= 0, but got dims=" + dims
                    + ", or more than a tensor has: shapes " + a.shape() + " and " + b.shape());
        }
        int[] last = new int[dims];
        int[] first = new int[dims];
        for (int i = 0; i < dims; i++) {
            last[i] = a.rank() - dims + i;
            first[i] = i;
        }
        return tensordot(a, b, last, first);
    }

    /** {@return the sums of products along pairs of dims, of a and of b; the other dims of a, then those of b, stay} A size of 1 broadcasts. */
    public static Value tensordot(Value a, Value b, int[] dimsOfA, int[] dimsOfB) {
        if (dimsOfA.length != dimsOfB.length) {
            throw new ShapeException("tensordot: both dimension lists should have same length: "
                    + Arrays.toString(dimsOfA) + " and " + Arrays.toString(dimsOfB));
        }
        int[] ofA = distinct(a, dimsOfA);
        int[] ofB = distinct(b, dimsOfB);
        Value left = a;
        Value right = b;
        for (int i = 0; i < ofA.length; i++) {
            long sizeA = a.shape().size(ofA[i]);
            long sizeB = b.shape().size(ofB[i]);
            if (sizeA == 1 && sizeB != 1) {
                right = total(right, ofB[i]);
            } else if (sizeB == 1 && sizeA != 1) {
                left = total(left, ofA[i]);
            } else if (sizeA != sizeB) {
                throw new ShapeException("tensordot: contracted dimensions need to match, but first has size " + sizeA
                        + " in dim " + ofA[i] + " and second has size " + sizeB + " in dim " + ofB[i]);
            }
        }
        return contracted(left, right, ofA, ofB);
    }

    private static Value total(Value x, int dim) {
        return Arithmetic.cast(Reductions.sum(x, true, dim), x.dtype());
    }

    private static int[] distinct(Value x, int[] dims) {
        if (x.rank() == 0 && dims.length > 0) {
            throw new IndexException(
                    "tensordot: Dimension specified as " + dims[0] + " but tensor has no dimensions: name no dims");
        }
        Dims.mask("tensordot", x.shape(), dims.length == 0 && x.rank() > 0 ? new int[] {0} : dims);
        return Arrays.stream(dims).map(d -> Dims.wrap("tensordot", d, x.rank())).toArray();
    }

    private static Value contracted(Value a, Value b, int[] ofA, int[] ofB) {
        int[] rows = others(a, ofA);
        int[] columns = others(b, ofB);
        long inner = numel(a, ofA);
        Value left = Movement.reshape(Movement.permute(a, join(rows, ofA)), numel(a, rows), inner);
        Value right = Movement.reshape(Movement.permute(b, join(ofB, columns)), inner, numel(b, columns));
        long[] sizes = new long[rows.length + columns.length];
        for (int d = 0; d < sizes.length; d++) {
            sizes[d] = d < rows.length ? a.shape().size(rows[d]) : b.shape().size(columns[d - rows.length]);
        }
        return Movement.reshape(Products.matmul("tensordot", left, right), sizes);
    }

    private static int[] others(Value x, int[] dims) {
        List<Integer> rest = new ArrayList<>();
        for (int d = 0; d < x.rank(); d++) {
            rest.add(d);
        }
        Arrays.stream(dims).forEach(d -> rest.remove(Integer.valueOf(d)));
        return rest.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int[] join(int[] first, int[] second) {
        int[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static long numel(Value x, int[] dims) {
        long n = 1;
        for (int d : dims) {
            n *= x.shape().size(d);
        }
        return n;
    }

    /** {@return a block for each element of a: that element times b} With fewer dims on one side, ones stand in front. */
    public static Value kron(Value a, Value b) {
        int rank = Math.max(a.rank(), b.rank());
        long[] left = new long[2 * rank];
        long[] right = new long[2 * rank];
        long[] sizes = new long[rank];
        for (int d = 0; d < rank; d++) {
            left[2 * d] = size(a, d - (rank - a.rank()));
            left[2 * d + 1] = 1;
            right[2 * d] = 1;
            right[2 * d + 1] = size(b, d - (rank - b.rank()));
            sizes[d] = left[2 * d] * right[2 * d + 1];
        }
        Value products = PointwiseArithmetic.MUL.apply(Movement.reshape(a, left), Movement.reshape(b, right));
        return Movement.reshape(Arithmetic.contiguous(products), sizes);
    }

    private static long size(Value x, int dim) {
        return dim < 0 ? 1 : x.shape().size(dim);
    }

    /** {@return the matrices of the last two dims multiplied by themselves, {@code n} in all; by repeated squaring} */
    public static Value matrixPower(Value x, long n) {
        int rank = x.rank();
        if (rank < 2 || x.shape().size(rank - 1) != x.shape().size(rank - 2)) {
            throw new ShapeException(
                    "matrix_power: linalg.matrix_power: A must be batches of square matrices, but they have shape "
                            + x.shape());
        }
        if (!x.dtype().isFloatingPoint()) {
            throw new DTypeException(
                    "matrix_power: linalg.matrix_power: Expected a floating point or complex tensor as input. Got "
                            + x.dtype());
        }
        if (n < 0) {
            throw new VecgradException("matrix_power: the power " + n + " needs an inverse: powers are at least 0");
        }
        if (n == 0) {
            long size = x.shape().size(rank - 1);
            Value unit = Movement.expand(
                    Transfer.to(Creation.eye(size, size, x.dtype()), x.device()),
                    x.shape().toArray());
            return Arithmetic.contiguousCopy(unit);
        }
        return n == 1 ? Arithmetic.clone(x) : power(x, n);
    }

    private static Value power(Value x, long n) {
        Value square = x;
        Value product = null;
        for (long rest = n; rest > 0; rest >>= 1) {
            if ((rest & 1) != 0) {
                product = product == null ? square : Products.matmul(product, square);
            }
            square = rest > 1 ? Products.matmul(square, square) : square;
        }
        return product == null ? x : product;
    }

    /**
     * {@return the product of matrices, multiplied in the order that costs least; the first and the last may be vectors} Source: the
     * dynamic program of Cormen et al., Introduction to Algorithms, 15.2.
     */
    public static Value multiDot(List<Value> factors) {
        if (factors.size() < 2) {
            throw new ShapeException("multi_dot: multi_dot(): expected at least 2 tensors but got " + factors.size());
        }
        List<Value> matrices = new ArrayList<>(factors);
        Value first = factors.getFirst();
        Value last = factors.getLast();
        boolean row = first.rank() == 1;
        boolean column = last.rank() == 1;
        matrices.set(0, row ? Movement.unsqueeze(first, 0) : first);
        matrices.set(factors.size() - 1, column ? Movement.unsqueeze(last, 1) : last);
        requireChain(matrices);
        Value product = multiplied(matrices, cuts(matrices), 0, matrices.size() - 1);
        Value rows = row ? Movement.squeeze(product, 0) : product;
        return column ? Movement.squeeze(rows, -1) : rows;
    }

    private static void requireChain(List<Value> matrices) {
        for (int i = 0; i < matrices.size(); i++) {
            if (matrices.get(i).rank() != 2) {
                throw new ShapeException("multi_dot: multi_dot(): tensor " + i + " must be 2D but got "
                        + matrices.get(i).rank() + "D: only the first and the last may be vectors");
            }
            if (i > 0
                    && matrices.get(i - 1).shape().size(1)
                            != matrices.get(i).shape().size(0)) {
                throw new ShapeException("multi_dot: multi_dot(): tensors " + (i - 1) + " and " + i + " with shapes "
                        + matrices.get(i - 1).shape() + " and "
                        + matrices.get(i).shape() + " cannot be multiplied");
            }
        }
    }

    /** {@return for factors i to j, after which of them the product is best cut} */
    private static int[][] cuts(List<Value> matrices) {
        int n = matrices.size();
        double[][] cost = new double[n][n];
        int[][] cuts = new int[n][n];
        for (int length = 2; length <= n; length++) {
            for (int i = 0; i + length <= n; i++) {
                int j = i + length - 1;
                cost[i][j] = Double.POSITIVE_INFINITY;
                for (int k = i; k < j; k++) {
                    double work = cost[i][k] + cost[k + 1][j] + work(matrices, i, k, j);
                    if (work < cost[i][j]) {
                        cost[i][j] = work;
                        cuts[i][j] = k;
                    }
                }
            }
        }
        return cuts;
    }

    private static double work(List<Value> matrices, int i, int k, int j) {
        Shape rows = matrices.get(i).shape();
        return (double) rows.size(0)
                * matrices.get(k).shape().size(1)
                * matrices.get(j).shape().size(1);
    }

    private static Value multiplied(List<Value> matrices, int[][] cuts, int i, int j) {
        if (i == j) {
            return matrices.get(i);
        }
        int cut = cuts[i][j];
        return Products.matmul("multi_dot", multiplied(matrices, cuts, i, cut), multiplied(matrices, cuts, cut + 1, j));
    }
}
