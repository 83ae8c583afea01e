package dev.vecgrad;

import dev.vecgrad.core.Value;
import dev.vecgrad.ops.BlockDiagonal;
import dev.vecgrad.ops.Contractions;
import dev.vecgrad.ops.Einsum;
import dev.vecgrad.ops.Grids;
import dev.vecgrad.ops.Joining;
import dev.vecgrad.ops.Stacking;
import dev.vecgrad.ops.Triangles;
import java.util.List;

/** The functions of several tensors that users call on {@link Tensor}: {@code Tensor.cat(...)}, {@code Tensor.einsum(...)}. */
public abstract class TensorFunctions {
    TensorFunctions() {}

    private static List<Value> values(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::value).toList();
    }

    private static List<Tensor> tensors(List<Value> values) {
        return values.stream().map(Tensor::new).toList();
    }

    // ---- joining

    /** {@return the tensors one after the other along {@code dim}} */
    public static Tensor cat(List<Tensor> tensors, int dim) {
        return new Tensor(Joining.cat(values(tensors), dim));
    }

    /** {@return the tensors along a new dim} */
    public static Tensor stack(List<Tensor> tensors, int dim) {
        return new Tensor(Joining.stack(values(tensors), dim));
    }

    /** {@return the tensors beside each other: along the second dim, vectors along their only one} */
    public static Tensor hstack(Tensor... tensors) {
        return new Tensor(Stacking.hstack(values(List.of(tensors))));
    }

    /** {@return the tensors below each other: along the first dim, vectors being rows} */
    public static Tensor vstack(Tensor... tensors) {
        return new Tensor(Stacking.vstack(values(List.of(tensors))));
    }

    /** {@return the tensors behind each other: along the third dim} */
    public static Tensor dstack(Tensor... tensors) {
        return new Tensor(Stacking.dstack(values(List.of(tensors))));
    }

    /** {@return the tensors beside each other, vectors being columns} */
    public static Tensor columnStack(Tensor... tensors) {
        return new Tensor(Stacking.columnStack(values(List.of(tensors))));
    }

    /** {@return a matrix with these along its diagonal and zeros elsewhere} */
    public static Tensor blockDiag(Tensor... tensors) {
        return new Tensor(BlockDiagonal.of(values(List.of(tensors))));
    }

    // ---- grids

    /** {@return views of all tensors in the shape to which they broadcast together} */
    public static List<Tensor> broadcastTensors(Tensor... tensors) {
        return tensors(Grids.broadcast(values(List.of(tensors))));
    }

    /** {@return for each vector a view over the grid of all of them, in which it runs along its own dim; the first vector's is the first} */
    public static List<Tensor> meshgrid(Tensor... vectors) {
        return meshgrid(List.of(vectors), "ij");
    }

    /** {@return the same with indexing {@code "ij"}, or {@code "xy"}, in which the first two dims change places} */
    public static List<Tensor> meshgrid(List<Tensor> vectors, String indexing) {
        return tensors(Grids.meshgrid(values(vectors), indexing));
    }

    /** {@return all choices of one element of each vector, a row for each} */
    public static Tensor cartesianProd(Tensor... vectors) {
        return new Tensor(Grids.cartesianProd(values(List.of(vectors))));
    }

    /** {@return all pairs of a vector's elements, a row for each} */
    public static Tensor combinations(Tensor vector) {
        return combinations(vector, 2, false);
    }

    /** {@return all choices of r of a vector's elements in their order, a row for each; with replacement, also of one several times} */
    public static Tensor combinations(Tensor vector, int r, boolean withReplacement) {
        return new Tensor(Grids.combinations(vector.value(), r, withReplacement));
    }

    /** {@return for each element of a vector a row of its powers, as many as there are elements, the highest first} */
    public static Tensor vander(Tensor vector) {
        return vander(vector, vector.numel(), false);
    }

    /** {@return for each element of a vector a row of n powers, from 0 on if they increase} */
    public static Tensor vander(Tensor vector, long n, boolean increasing) {
        return new Tensor(Grids.vander(vector.value(), n, increasing));
    }

    /** {@return the places of the lower triangle of a matrix up to a diagonal: row numbers above column numbers, int64} */
    public static Tensor trilIndices(long rows, long columns, long diagonal) {
        return new Tensor(Triangles.trilIndices(rows, columns, diagonal));
    }

    /** {@return the places of the upper triangle of a matrix from a diagonal on: row numbers above column numbers, int64} */
    public static Tensor triuIndices(long rows, long columns, long diagonal) {
        return new Tensor(Triangles.triuIndices(rows, columns, diagonal));
    }

    // ---- products

    /**
     * {@return the sum of products that {@code equation} describes}
     *
     * <p>Letters name dims, repeated ones take diagonals, {@code ...} stands for the other dims, sizes of 1 broadcast; without
     * {@code ->} the result has the letters that occur once, in alphabetical order.
     *
     * {@snippet :
     * Tensor queries = Tensor.randn(8, 4, 16, 32), keys = Tensor.randn(8, 4, 20, 32);
     * Tensor scores = Tensor.einsum("bhid,bhjd->bhij", queries, keys); // [8, 4, 16, 20]
     * }
     */
    public static Tensor einsum(String equation, Tensor... operands) {
        return new Tensor(Einsum.of(equation, values(List.of(operands))));
    }

    /** {@return the sums of products along the last {@code dims} dims of a and the first ones of b} */
    public static Tensor tensordot(Tensor a, Tensor b, int dims) {
        return a.tensordot(b, dims);
    }

    /** {@return the sums of products along pairs of dims, of a and of b} */
    public static Tensor tensordot(Tensor a, Tensor b, int[] dimsOfA, int[] dimsOfB) {
        return a.tensordot(b, dimsOfA, dimsOfB);
    }

    /** {@return the product of matrices, multiplied in the order that costs least; the first and the last may be vectors} */
    public static Tensor multiDot(Tensor... factors) {
        return new Tensor(Contractions.multiDot(values(List.of(factors))));
    }

    /** {@return the product of matrices, as {@link #multiDot}} */
    public static Tensor chainMatmul(Tensor... matrices) {
        return matrices.length == 1 ? matrices[0] : multiDot(matrices);
    }
}
