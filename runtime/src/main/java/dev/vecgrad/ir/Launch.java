package dev.vecgrad.ir;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One execution of a {@link KernelSpec}: everything that the compiled code does not depend on. Operands are numbered inputs
 * first, then outputs. Arrays are not copied: whoever makes a launch leaves them alone until it has run.
 *
 * <p>Kept dims are those that stay, reduced dims those that are reduced (none in a map); each group is ordered outermost
 * first and collapsed as far as all operands allow. Any rank is possible. In a map and in {@link Space#OUTER} the inner
 * loop is the last kept dim (a scalar has one kept dim of size 1); in {@link Space#INNER} it is the reduced group.
 *
 * @param kept sizes of the kept dims, at least one in a map and in OUTER
 * @param reduced sizes of the reduced dims; their product is below 2^31
 * @param offsets per operand, the first element's distance from the start of its storage, in elements
 * @param keptStrides per operand, a stride in elements for each kept dim
 * @param reducedStrides per operand, a stride in elements for each reduced dim
 * @param params the scalars' bits: of the double for floating dtypes (rounded to float for float32), the integer, or 0/1
 */
public record Launch(
        long[] kept, long[] reduced, long[] offsets, long[][] keptStrides, long[][] reducedStrides, long[] params) {
    private static final long[] NONE = {};
    private static final long[] ONE = {1};

    /** By the number of operands, so that a launch of a map allocates none. */
    private static final long[][][] NO_STRIDES =
            IntStream.range(0, 8).mapToObj(Launch::filled).toArray(long[][][]::new);

    /** {@return a launch of a map over {@code kept}} */
    public static Launch map(long[] kept, long[] offsets, long[][] strides, long[] params) {
        return new Launch(kept, NONE, offsets, strides, noStrides(strides.length), params);
    }

    /** {@return a launch of a map over {@code n} elements of operands that have them without gaps from their start on} */
    public static Launch dense(long n, int operands, long[] params) {
        long[][] strides = new long[operands][];
        Arrays.fill(strides, ONE);
        return map(new long[] {n}, new long[operands], strides, params);
    }

    private static long[][] noStrides(int operands) {
        return operands < NO_STRIDES.length ? NO_STRIDES[operands] : filled(operands);
    }

    private static long[][] filled(int operands) {
        long[][] none = new long[operands][];
        Arrays.fill(none, NONE);
        return none;
    }

    /** {@return the same launch with other scalars} */
    public Launch withParams(long[] other) {
        return new Launch(kept, reduced, offsets, keptStrides, reducedStrides, other);
    }

    /** {@return the number of kept elements: results of a reduction, elements of a map} */
    public long keptNumel() {
        return product(kept);
    }

    /** {@return the number of elements that are reduced into one; 1 without reduced dims} */
    public long reducedNumel() {
        return product(reduced);
    }

    private static long product(long[] sizes) {
        long n = 1;
        for (long size : sizes) {
            n *= size;
        }
        return n;
    }
}
