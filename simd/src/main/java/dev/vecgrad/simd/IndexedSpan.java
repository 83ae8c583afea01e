package dev.vecgrad.simd;

import java.lang.foreign.MemorySegment;

/**
 * Neighbours on an {@link IndexedWalk}: number c of the plain operand, at {@code plain + c * plainStep}, belongs to the named operand's
 * element at {@code named + c * namedStep + scale * i}, i being the int64 at {@code index + c * indexStep}. All in bytes; every i counts from
 * the start and is within range.
 */
final class IndexedSpan {
    int n;

    /** The bytes of an element. */
    int item;

    /** How many places an index has; 0 if there are several indices. */
    long range;

    long named;
    long namedStep;
    long index;
    long indexStep;
    long scale;
    long plain;
    long plainStep;

    /**
     * {@return whether indices and plain elements lie side by side, and the named operand is one dense vector: a loop over segments of just
     * these bytes is then the fastest}
     */
    boolean isDense() {
        return range > 0 && scale == item && namedStep == 0 && indexStep == Long.BYTES && plainStep == item;
    }

    /** {@return the vector that places are in, of a dense span} */
    MemorySegment vector() {
        return Memory.ALL.asSlice(named, range * scale);
    }

    /** {@return the indices of a dense span} */
    MemorySegment indices() {
        return Memory.ALL.asSlice(index, (long) n * Long.BYTES);
    }

    /** {@return the plain elements of a dense span} */
    MemorySegment plains() {
        return Memory.ALL.asSlice(plain, n * plainStep);
    }
}
