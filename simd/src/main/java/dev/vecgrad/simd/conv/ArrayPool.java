package dev.vecgrad.simd.conv;

import java.lang.ref.SoftReference;
import java.lang.reflect.Array;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.IntFunction;

/**
 * Arrays of one type for what a convolution needs on its way, kept for the next one as long as memory suffices.
 *
 * @param <A> the arrays' type
 */
final class ArrayPool<A> {
    private final ConcurrentLinkedDeque<SoftReference<A>> free = new ConcurrentLinkedDeque<>();
    private final IntFunction<A> maker;

    ArrayPool(IntFunction<A> maker) {
        this.maker = maker;
    }

    /** {@return an array of at least {@code n} elements; smaller ones that are free make room for it} */
    A take(int n) {
        for (SoftReference<A> next = free.pollFirst(); next != null; next = free.pollFirst()) {
            A array = next.get();
            if (array != null && Array.getLength(array) >= n) {
                return array;
            }
        }
        return maker.apply(n);
    }

    void giveBack(A array) {
        free.addFirst(new SoftReference<>(array));
    }
}
