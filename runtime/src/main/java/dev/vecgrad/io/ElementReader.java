package dev.vecgrad.io;

import dev.vecgrad.core.Value;
import dev.vecgrad.exec.HostTransfer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Turns elements as they stand in a file into those of a value.
 *
 * @param type the elements' type in the file
 * @param order their byte order there
 */
record ElementReader(ElementType type, ByteOrder order) {
    private static final int CHUNK = 1 << 13;

    /**
     * Writes all elements of a part of a file to a row-major value.
     *
     * @param first where the first one goes, counted in elements
     */
    void copy(MemorySegment source, Value target, long first) {
        int itemSize = type.dtype().itemSize();
        if (isMemoryFormat()) {
            HostTransfer.write(target.storage(), first * itemSize, source);
            return;
        }
        long count = source.byteSize() / type.bytes();
        for (long done = 0; done < count; done += CHUNK) {
            int part = (int) Math.min(CHUNK, count - done);
            MemorySegment elements = decode(source.asSlice(done * type.bytes(), (long) part * type.bytes()), part);
            HostTransfer.write(target.storage(), (first + done) * itemSize, elements);
        }
    }

    /* A byte that is neither 0 nor 1 is true, and must not reach a kernel as it is. */
    private boolean isMemoryFormat() {
        return type.isOwn() && type != ElementType.BOOL && order == ByteOrder.nativeOrder();
    }

    private MemorySegment decode(MemorySegment source, int count) {
        return switch (type) {
            case BOOL -> truths(source, count);
            case INT8, UINT8, INT16, UINT16 -> ints(source, count);
            case INT32, FLOAT32 -> MemorySegment.ofArray(words(source, count));
            case UINT32 -> unsignedInts(source, count);
            case INT64, FLOAT64 -> doubleWords(source, count);
            case FLOAT8_E4M3, FLOAT8_E5M2, FLOAT16, BFLOAT16 -> floats(source, count);
        };
    }

    private static MemorySegment truths(MemorySegment source, int count) {
        byte[] truths = source.toArray(ValueLayout.JAVA_BYTE);
        for (int i = 0; i < count; i++) {
            truths[i] = (byte) (truths[i] == 0 ? 0 : 1);
        }
        return MemorySegment.ofArray(truths);
    }

    private MemorySegment ints(MemorySegment source, int count) {
        int mask = type == ElementType.UINT8 ? 0xff : type == ElementType.UINT16 ? 0xffff : -1;
        int[] ints = new int[count];
        for (int i = 0; i < count; i++) {
            ints[i] = small(source, i) & mask;
        }
        return MemorySegment.ofArray(ints);
    }

    private short small(MemorySegment source, int index) {
        return type.bytes() == 1
                ? source.get(ValueLayout.JAVA_BYTE, index)
                : source.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), 2L * index);
    }

    private int[] words(MemorySegment source, int count) {
        int[] words = new int[count];
        MemorySegment.copy(source, ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), 0, words, 0, count);
        return words;
    }

    private MemorySegment unsignedInts(MemorySegment source, int count) {
        int[] words = words(source, count);
        long[] longs = new long[count];
        for (int i = 0; i < count; i++) {
            longs[i] = Integer.toUnsignedLong(words[i]);
        }
        return MemorySegment.ofArray(longs);
    }

    private MemorySegment doubleWords(MemorySegment source, int count) {
        long[] words = new long[count];
        MemorySegment.copy(source, ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), 0, words, 0, count);
        return MemorySegment.ofArray(words);
    }

    private MemorySegment floats(MemorySegment source, int count) {
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = SmallFloats.widen(type, small(source, i));
        }
        return MemorySegment.ofArray(floats);
    }
}
