package dev.vecgrad.ir;

import dev.vecgrad.type.DType;

/**
 * A batch of row-major matrix products {@code c = alpha op(a) op(b) + beta c}: where the matrices lie in their storages.
 *
 * @param dtype float32 or float64
 * @param batch how many products
 * @param m rows of op(a) and c
 * @param n columns of op(b) and c
 * @param k columns of op(a), rows of op(b)
 * @param alpha the factor of the product
 * @param a the left factor
 * @param b the right factor
 * @param beta the factor of c; with 0 it is not read
 * @param c the result, not transposed
 */
public record MatrixProduct(
        DType dtype, long batch, long m, long n, long k, double alpha, Matrix a, Matrix b, double beta, Matrix c) {
    /**
     * A matrix of each product.
     *
     * @param offset of the first one's first element in its storage, in elements
     * @param leading the distance of rows as stored, in elements, at least the stored row's length
     * @param transposed whether the stored matrix is the transposed one
     * @param stride the distance from one product's matrix to the next, in elements; 0 when all use one
     */
    public record Matrix(long offset, long leading, boolean transposed, long stride) {
        /** {@return the highest index it reaches; one below the offset if it has no elements} */
        long lastElement(long rows, long columns, long batch) {
            if (rows == 0 || columns == 0 || batch == 0) {
                return offset - 1;
            }
            long storedRows = transposed ? columns : rows;
            long storedColumns = transposed ? rows : columns;
            return offset + (batch - 1) * stride + (storedRows - 1) * leading + storedColumns - 1;
        }
    }

    /** {@return matrix 0, 1 or 2: a, b or c} */
    public Matrix matrix(int operand) {
        return switch (operand) {
            case 0 -> a;
            case 1 -> b;
            default -> c;
        };
    }

    /** {@return the highest index that a matrix reaches; one below its offset if it has no elements} */
    public long lastElement(int operand) {
        return switch (operand) {
            case 0 -> a.lastElement(m, k, batch);
            case 1 -> b.lastElement(k, n, batch);
            default -> c.lastElement(m, n, batch);
        };
    }
}
