package dev.vecgrad.simd.gemm;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.vecgrad.simd.machine.Width;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Tiles of float32: six rows by two vectors. */
final class FloatTile implements Tile {
    static final FloatTile INSTANCE = new FloatTile();
    static final int ROWS = 6;
    private static final VectorSpecies<Float> SPECIES =
            VectorSpecies.of(float.class, VectorShape.forBitSize(Width.BITS));
    static final int COLUMNS = 2 * SPECIES.length();
    private static final int BYTES = SPECIES.vectorByteSize();
    private static final ByteOrder NATIVE = ByteOrder.nativeOrder();

    private FloatTile() {}

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public int itemSize() {
        return Float.BYTES;
    }

    @Override
    public void pack(long source, long across, long along, int width, int depth, int stripWidth, long strip) {
        MemorySegment from = memory(source, Float.BYTES * ((width - 1) * across + Math.max(0, depth - 1) * along + 1));
        MemorySegment to = memory(strip, (long) Float.BYTES * depth * stripWidth);
        if (width < stripWidth) {
            to.fill((byte) 0);
        }
        if (across == 1 && width == COLUMNS) {
            copyVectors(from, along, depth, to);
        } else if (across == 1) {
            copyRows(from, along, width, depth, stripWidth, to);
        } else {
            copyElements(from, across, along, width, depth, stripWidth, to);
        }
    }

    private static void copyVectors(MemorySegment from, long along, int depth, MemorySegment to) {
        for (int p = 0; p < depth; p++) {
            long read = p * along * Float.BYTES;
            long write = 2L * BYTES * p;
            FloatVector.fromMemorySegment(SPECIES, from, read, NATIVE).intoMemorySegment(to, write, NATIVE);
            FloatVector.fromMemorySegment(SPECIES, from, read + BYTES, NATIVE)
                    .intoMemorySegment(to, write + BYTES, NATIVE);
        }
    }

    private static void copyRows(
            MemorySegment from, long along, int width, int depth, int stripWidth, MemorySegment to) {
        for (int p = 0; p < depth; p++) {
            MemorySegment.copy(
                    from, p * along * Float.BYTES, to, (long) Float.BYTES * p * stripWidth, (long) Float.BYTES * width);
        }
    }

    private static void copyElements(
            MemorySegment from, long across, long along, int width, int depth, int stripWidth, MemorySegment to) {
        for (int s = 0; s < width; s++) {
            long read = s * across * Float.BYTES;
            long write = (long) Float.BYTES * s;
            for (int p = 0; p < depth; p++) {
                to.set(JAVA_FLOAT, write, from.get(JAVA_FLOAT, read));
                read += Float.BYTES * along;
                write += (long) Float.BYTES * stripWidth;
            }
        }
    }

    @Override
    public void multiply(long left, long right, int depth, long tile) {
        MemorySegment a = memory(left, (long) Float.BYTES * ROWS * depth);
        MemorySegment b = memory(right, 2L * BYTES * depth);
        FloatVector s00 = FloatVector.zero(SPECIES);
        FloatVector s01 = s00;
        FloatVector s10 = s00;
        FloatVector s11 = s00;
        FloatVector s20 = s00;
        FloatVector s21 = s00;
        FloatVector s30 = s00;
        FloatVector s31 = s00;
        FloatVector s40 = s00;
        FloatVector s41 = s00;
        FloatVector s50 = s00;
        FloatVector s51 = s00;
        for (int p = 0; p < depth; p++) {
            long pa = (long) Float.BYTES * ROWS * p;
            long pb = 2L * BYTES * p;
            FloatVector b0 = FloatVector.fromMemorySegment(SPECIES, b, pb, NATIVE);
            FloatVector b1 = FloatVector.fromMemorySegment(SPECIES, b, pb + BYTES, NATIVE);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a.get(JAVA_FLOAT, pa));
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a.get(JAVA_FLOAT, pa + 4));
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a.get(JAVA_FLOAT, pa + 8));
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a.get(JAVA_FLOAT, pa + 12));
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a.get(JAVA_FLOAT, pa + 16));
            s40 = x4.fma(b0, s40);
            s41 = x4.fma(b1, s41);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a.get(JAVA_FLOAT, pa + 20));
            s50 = x5.fma(b0, s50);
            s51 = x5.fma(b1, s51);
        }
        MemorySegment t = memory(tile, 12L * BYTES);
        s00.intoMemorySegment(t, 0, NATIVE);
        s01.intoMemorySegment(t, BYTES, NATIVE);
        s10.intoMemorySegment(t, 2L * BYTES, NATIVE);
        s11.intoMemorySegment(t, 3L * BYTES, NATIVE);
        s20.intoMemorySegment(t, 4L * BYTES, NATIVE);
        s21.intoMemorySegment(t, 5L * BYTES, NATIVE);
        s30.intoMemorySegment(t, 6L * BYTES, NATIVE);
        s31.intoMemorySegment(t, 7L * BYTES, NATIVE);
        s40.intoMemorySegment(t, 8L * BYTES, NATIVE);
        s41.intoMemorySegment(t, 9L * BYTES, NATIVE);
        s50.intoMemorySegment(t, 10L * BYTES, NATIVE);
        s51.intoMemorySegment(t, 11L * BYTES, NATIVE);
    }

    @Override
    public void merge(long tile, int rows, int columns, double alpha, double beta, long c, int ldc) {
        for (int r = 0; r < rows; r++) {
            mergeRow(tile + 2L * BYTES * r, columns, (float) alpha, (float) beta, c + (long) Float.BYTES * r * ldc);
        }
    }

    private static void mergeRow(long tile, int columns, float alpha, float beta, long c) {
        MemorySegment from = memory(tile, 2L * BYTES);
        MemorySegment to = memory(c, (long) Float.BYTES * columns);
        for (int j = 0; j < columns; j += SPECIES.length()) {
            VectorMask<Float> mask = SPECIES.indexInRange(j, columns);
            long at = (long) Float.BYTES * j;
            FloatVector sum =
                    FloatVector.fromMemorySegment(SPECIES, from, at, NATIVE).mul(alpha);
            if (beta != 0) {
                sum = sum.add(FloatVector.fromMemorySegment(SPECIES, to, at, NATIVE, mask)
                        .mul(beta));
            }
            sum.intoMemorySegment(to, at, NATIVE, mask);
        }
    }

    private static MemorySegment memory(long address, long bytes) {
        return MemorySegment.ofAddress(address).reinterpret(bytes);
    }
}
