package dev.vecgrad.simd.gemm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.zip.CRC32;

/** Prints a checksum of products' bits, computed by vectors of the width that {@code vecgrad.vector.bits} says. */
final class GemmBits {
    private GemmBits() {}

    public static void main(String[] args) {
        CRC32 sum = new CRC32();
        Random random = new Random(11);
        for (int i = 0; i < 60; i++) {
            product(random, i % 2 == 0 ? Float.BYTES : Double.BYTES, sum);
        }
        System.out.println(Long.toHexString(sum.getValue()));
    }

    private static void product(Random random, int itemSize, CRC32 sum) {
        int m = 1 + random.nextInt(40);
        int n = 1 + random.nextInt(80);
        int k = random.nextInt(600);
        try (Arena arena = Arena.ofConfined()) {
            long a = matrix(arena, random, itemSize, m * k).address();
            long b = matrix(arena, random, itemSize, k * n).address();
            MemorySegment c = matrix(arena, random, itemSize, m * n);
            if (itemSize == Float.BYTES) {
                new VectorGemm().sgemm(true, false, m, n, k, 0.7f, a, m, b, n, 0.3f, c.address(), n);
            } else {
                new VectorGemm()
                        .dgemm(false, true, m, n, k, 0.7, a, Math.max(1, k), b, Math.max(1, k), 0.3, c.address(), n);
            }
            sum.update(c.toArray(ValueLayout.JAVA_BYTE));
        }
    }

    private static MemorySegment matrix(Arena arena, Random random, int itemSize, int elements) {
        MemorySegment memory = arena.allocate((long) itemSize * (elements + 1), 128);
        for (int i = 0; i < elements; i++) {
            if (itemSize == Float.BYTES) {
                memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, random.nextFloat(-1, 1));
            } else {
                memory.setAtIndex(ValueLayout.JAVA_DOUBLE, i, random.nextDouble(-1, 1));
            }
        }
        return memory.asSlice(0, (long) itemSize * elements);
    }
}
