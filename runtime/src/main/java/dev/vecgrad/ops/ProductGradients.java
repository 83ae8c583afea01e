package dev.vecgrad.ops;

import dev.vecgrad.core.Value;

/**
 * The gradients of a product of matrices or batches: {@code da = g b^T}, {@code db = a^T g}.
 *
 * <p>Each is laid out as its operand is. A linear layer multiplies by its weight transposed, so the gradient of that view comes out transposed too,
 * and the weight's own gradient lies in rows: it is stored as it is, without a copy across.
 */
final class ProductGradients {
    private ProductGradients() {}

    /** {@return the gradient of a, to whose layout it keeps} */
    static Value left(Value g, Value b, boolean columnMajor) {
        return product(g, transposed(b), columnMajor);
    }

    /** {@return the gradient of b, to whose layout it keeps} */
    static Value right(Value a, Value g, boolean columnMajor) {
        return product(transposed(a), g, columnMajor);
    }

    /** {@return whether the elements of x's columns are neighbours and those of its rows are not} */
    static boolean isColumnMajor(Value x) {
        long[] strides = x.strides();
        int rank = strides.length;
        return strides[rank - 2] == 1 && strides[rank - 1] != 1;
    }

    private static Value product(Value a, Value b, boolean columnMajor) {
        return columnMajor ? transposed(Products.matmul(transposed(b), transposed(a))) : Products.matmul(a, b);
    }

    private static Value transposed(Value x) {
        return Movement.transpose(x, -2, -1);
    }
}
