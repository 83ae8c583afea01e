package dev.vecgrad;

import dev.vecgrad.type.Shape;
import java.util.function.LongConsumer;

/**
 * Which elements of a tensor are printed: all of them, or of more than a thousand the first and last three along each dim.
 */
final class TextExcerpt {
    private static final long THRESHOLD = 1000;
    private static final int EDGE_ITEMS = 3;

    private final Shape shape;
    private final long[] strides;

    TextExcerpt(Shape shape) {
        this.shape = shape;
        this.strides = shape.contiguousStrides();
    }

    int rank() {
        return shape.rank();
    }

    /** {@return the row-major distance of two neighbours along {@code dim}} */
    long stride(int dim) {
        return strides[dim];
    }

    /** {@return how many items along {@code dim} are printed before the dots, all if there are no dots} */
    long leading(int dim) {
        return isCut(dim) ? EDGE_ITEMS : shape.size(dim);
    }

    /** {@return how many items along {@code dim} are printed} */
    long shown(int dim) {
        return isCut(dim) ? 2 * EDGE_ITEMS : shape.size(dim);
    }

    /** {@return the position along {@code dim} of printed item {@code i}} */
    long position(int dim, long i) {
        return i < leading(dim) ? i : shape.size(dim) - shown(dim) + i;
    }

    /** {@return whether the middle of {@code dim} is left out} */
    boolean isCut(int dim) {
        return shape.numel() > THRESHOLD && shape.size(dim) > 2 * EDGE_ITEMS;
    }

    /** Visits the row-major index of every printed element, in order. */
    void forEach(LongConsumer visitor) {
        visit(0, 0, visitor);
    }

    private void visit(int dim, long base, LongConsumer visitor) {
        if (dim == rank()) {
            visitor.accept(base);
            return;
        }
        for (long i = 0; i < shown(dim); i++) {
            visit(dim + 1, base + position(dim, i) * strides[dim], visitor);
        }
    }
}
