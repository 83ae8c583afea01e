package dev.vecgrad.ir;

import dev.vecgrad.type.DType;

/**
 * Groups of row-major matrix products {@code c = alpha op(a) op(b) + beta c}: where the matrices lie in their storages.
 *
 * @param dtype float32 or float64
 * @param groups how many groups
 * @param batch how many products a group has
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
        DType dtype,
        long groups,
        long batch,
        long m,
        long n,
        long k,
        double alpha,
        Matrix a,
        Matrix b,
        double beta,
        Matrix c) {
    /**
     * A matrix of each product.
     *
     * @param offset of the first one's first element in its storage, in elements
     * @param leading the distance of rows as stored, in elements, at least the stored row's length
     * @param transposed whether the stored matrix is the transposed one
     * @param stride the distance from one product's matrix to the next of its group, in elements; 0 when all use one
     * @param groupStride the distance from a group's first matrix to the next group's, in elements
     */
    public record Matrix(long offset, long leading, boolean transposed, long stride, long groupStride) {
        /** {@return the highest index it reaches; one below the offset if it has no elements} */
        long lastElement(long rows, long columns, long groups, long batch) {
            if (rows == 0 || columns == 0 || groups == 0 || batch == 0) {
                return offset - 1;
            }
            long storedRows = transposed ? columns : rows;
            long storedColumns = transposed ? rows : columns;
            return offset
                    + (groups - 1) * groupStride
                    + (batch - 1) * stride
                    + (storedRows - 1) * leading
                    + storedColumns
                    - 1;
        }

        private Matrix ofGroup(long group) {
            return new Matrix(offset + group * groupStride, leading, transposed, stride, 0);
        }
    }

    /** {@return the number of products} */
    public long count() {
        return groups * batch;
    }

    /** {@return the products of one group} */
    public MatrixProduct group(long group) {
        return new MatrixProduct(
                dtype, 1, batch, m, n, k, alpha, a.ofGroup(group), b.ofGroup(group), beta, c.ofGroup(group));
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
            case 0 -> a.lastElement(m, k, groups, batch);
            case 1 -> b.lastElement(k, n, groups, batch);
            default -> c.lastElement(m, n, groups, batch);
        };
    }
}
