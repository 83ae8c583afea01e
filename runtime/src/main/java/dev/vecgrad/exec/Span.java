package dev.vecgrad.exec;

import dev.vecgrad.ir.Region;

/**
 * Bytes of a storage.
 *
 * @param low the first one
 * @param high the one after the last
 */
public record Span(long low, long high) {
    /** No byte. */
    public static final Span NONE = new Span(0, 0);

    /** {@return the bytes of elements {@code first} to {@code last}} */
    static Span ofElements(long first, long last, int itemSize) {
        return new Span(first * itemSize, (last + 1) * itemSize);
    }

    /** {@return the bytes from the first to the last that a region has} */
    static Span of(Region region) {
        if (region.isEmpty()) {
            return NONE;
        }
        return ofElements(
                Extent.lowest(region.offset(), region.sizes(), region.strides()),
                Extent.highest(region.offset(), region.sizes(), region.strides()),
                region.dtype().itemSize());
    }

    /** {@return whether there is none} */
    public boolean isEmpty() {
        return low == high;
    }

    /** {@return the bytes from the first to the last of both} */
    public Span with(Span other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        return new Span(Math.min(low, other.low), Math.max(high, other.high));
    }
}
