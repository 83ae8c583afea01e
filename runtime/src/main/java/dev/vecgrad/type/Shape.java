package dev.vecgrad.type;

import java.util.Arrays;

/** The sizes of a tensor's dims, outermost first. Immutable; a scalar has no dims and one element. */
public final class Shape {
    /** The shape of a scalar: no dims. */
    public static final Shape SCALAR = new Shape(new long[0]);

    private final long[] sizes;
    private final long numel;

    private Shape(long[] sizes) {
        this.sizes = sizes;
        this.numel = product(sizes);
    }

    /**
     * {@return the shape with these sizes}
     *
     * @throws ShapeException if a size is negative or the number of elements overflows a long
     */
    public static Shape of(long... sizes) {
        return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
    }

    private static long product(long[] sizes) {
        long n = 1;
        for (long size : sizes) {
            if (size < 0) {
                throw new ShapeException("shape: negative dimension " + size + " in " + Arrays.toString(sizes));
            }
            n = multiply(n, size, sizes);
        }
        return n;
    }

    private static long multiply(long n, long size, long[] sizes) {
        if (Math.multiplyHigh(n, size) != 0 || n * size < 0) {
            throw new ShapeException(
                    "shape: the number of elements of " + Arrays.toString(sizes) + " overflows: it must be below 2^63");
        }
        return n * size;
    }

    /** {@return the number of dims} */
    public int rank() {
        return sizes.length;
    }

    /** {@return the size of dim {@code dim}, counted from 0; negative dims are not wrapped here} */
    public long size(int dim) {
        return sizes[dim];
    }

    /** {@return the number of elements} */
    public long numel() {
        return numel;
    }

    /** {@return a copy of the sizes} */
    public long[] toArray() {
        return sizes.clone();
    }

    /** {@return strides, in elements, of a row-major tensor of this shape} */
    public long[] contiguousStrides() {
        long[] strides = new long[sizes.length];
        long stride = 1;
        for (int d = sizes.length - 1; d >= 0; d--) {
            strides[d] = stride;
            stride *= Math.max(sizes[d], 1);
        }
        return strides;
    }

    /**
     * {@return the shape to which both broadcast, by PyTorch's rule: aligned at the last dim, sizes equal or 1}
     *
     * @param op the op on whose behalf, for the message
     * @throws ShapeException if two sizes differ and neither is 1
     */
    public static Shape broadcast(String op, Shape a, Shape b) {
        if (a.equals(b)) {
            return a;
        }
        int rank = Math.max(a.rank(), b.rank());
        long[] sizes = new long[rank];
        for (int d = 0; d < rank; d++) {
            sizes[d] = broadcastSize(op, a, b, d - (rank - a.rank()), d - (rank - b.rank()), d);
        }
        return new Shape(sizes);
    }

    private static long broadcastSize(String op, Shape a, Shape b, int da, int db, int d) {
        long sa = da < 0 ? 1 : a.sizes[da];
        long sb = db < 0 ? 1 : b.sizes[db];
        if (sa == sb || sb == 1) {
            return sa;
        }
        if (sa == 1) {
            return sb;
        }
        throw new ShapeException(op + ": The size of tensor a (" + sa + ") must match the size of tensor b (" + sb
                + ") at non-singleton dimension " + d + ": shapes " + a + " and " + b
                + " broadcast only where sizes are equal or 1");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /** {@return the sizes as PyTorch writes them in messages, e.g. {@code [2, 3]}} */
    @Override
    public String toString() {
        return Arrays.toString(sizes);
    }
}
