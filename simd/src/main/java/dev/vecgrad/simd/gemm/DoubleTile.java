package dev.vecgrad.simd.gemm;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import dev.vecgrad.simd.machine.Width;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Tiles of float64: six rows by two vectors. */
final class DoubleTile implements Tile {
    static final DoubleTile INSTANCE = new DoubleTile();
    static final int ROWS = 6;
    private static final VectorSpecies<Double> SPECIES =
            VectorSpecies.of(double.class, VectorShape.forBitSize(Width.BITS));
    static final int COLUMNS = 2 * SPECIES.length();
    private static final int BYTES = SPECIES.vectorByteSize();
    private static final ByteOrder NATIVE = ByteOrder.nativeOrder();

    private DoubleTile() {}

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
        return Double.BYTES;
    }

    @Override
    public void pack(long source, long across, long along, int width, int depth, int stripWidth, long strip) {
        MemorySegment from = memory(source, Double.BYTES * ((width - 1) * across + Math.max(0, depth - 1) * along + 1));
        MemorySegment to = memory(strip, (long) Double.BYTES * depth * stripWidth);
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
            long read = p * along * Double.BYTES;
            long write = 2L * BYTES * p;
            DoubleVector.fromMemorySegment(SPECIES, from, read, NATIVE).intoMemorySegment(to, write, NATIVE);
            DoubleVector.fromMemorySegment(SPECIES, from, read + BYTES, NATIVE)
                    .intoMemorySegment(to, write + BYTES, NATIVE);
        }
    }

    private static void copyRows(
            MemorySegment from, long along, int width, int depth, int stripWidth, MemorySegment to) {
        for (int p = 0; p < depth; p++) {
            MemorySegment.copy(
                    from,
                    p * along * Double.BYTES,
                    to,
                    (long) Double.BYTES * p * stripWidth,
                    (long) Double.BYTES * width);
        }
    }

    private static void copyElements(
            MemorySegment from, long across, long along, int width, int depth, int stripWidth, MemorySegment to) {
        for (int s = 0; s < width; s++) {
            long read = s * across * Double.BYTES;
            long write = (long) Double.BYTES * s;
            for (int p = 0; p < depth; p++) {
                to.set(JAVA_DOUBLE, write, from.get(JAVA_DOUBLE, read));
                read += Double.BYTES * along;
                write += (long) Double.BYTES * stripWidth;
            }
        }
    }

    @Override
    public void multiply(long left, long right, int depth, long tile) {
        MemorySegment a = memory(left, (long) Double.BYTES * ROWS * depth);
        MemorySegment b = memory(right, 2L * BYTES * depth);
        DoubleVector s00 = DoubleVector.zero(SPECIES);
        DoubleVector s01 = s00;
        DoubleVector s10 = s00;
        DoubleVector s11 = s00;
        DoubleVector s20 = s00;
        DoubleVector s21 = s00;
        DoubleVector s30 = s00;
        DoubleVector s31 = s00;
        DoubleVector s40 = s00;
        DoubleVector s41 = s00;
        DoubleVector s50 = s00;
        DoubleVector s51 = s00;
        for (int p = 0; p < depth; p++) {
            long pa = (long) Double.BYTES * ROWS * p;
            long pb = 2L * BYTES * p;
            DoubleVector b0 = DoubleVector.fromMemorySegment(SPECIES, b, pb, NATIVE);
            DoubleVector b1 = DoubleVector.fromMemorySegment(SPECIES, b, pb + BYTES, NATIVE);
            DoubleVector x0 = DoubleVector.broadcast(SPECIES, a.get(JAVA_DOUBLE, pa));
            s00 = x0.fma(b0, s00);
            s01 = x0.fma(b1, s01);
            DoubleVector x1 = DoubleVector.broadcast(SPECIES, a.get(JAVA_DOUBLE, pa + 8));
            s10 = x1.fma(b0, s10);
            s11 = x1.fma(b1, s11);
            DoubleVector x2 = DoubleVector.broadcast(SPECIES, a.get(JAVA_DOUBLE, pa + 16));
            s20 = x2.fma(b0, s20);
            s21 = x2.fma(b1, s21);
            DoubleVector x3 = DoubleVector.broadcast(SPECIES, a.get(JAVA_DOUBLE, pa + 24));
            s30 = x3.fma(b0, s30);
            s31 = x3.fma(b1, s31);
            DoubleVector x4 = DoubleVector.broadcast(SPECIES, a.get(JAVA_DOUBLE, pa + 32));
            s40 = x4.fma(b0, s40);
            s41 = x4.fma(b1, s41);
            DoubleVector x5 = DoubleVector.broadcast(SPECIES, a.get(JAVA_DOUBLE, pa + 40));
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
            mergeRow(tile + 2L * BYTES * r, columns, alpha, beta, c + (long) Double.BYTES * r * ldc);
        }
    }

    private static void mergeRow(long tile, int columns, double alpha, double beta, long c) {
        MemorySegment from = memory(tile, 2L * BYTES);
        MemorySegment to = memory(c, (long) Double.BYTES * columns);
        for (int j = 0; j < columns; j += SPECIES.length()) {
            VectorMask<Double> mask = SPECIES.indexInRange(j, columns);
            long at = (long) Double.BYTES * j;
            DoubleVector sum =
                    DoubleVector.fromMemorySegment(SPECIES, from, at, NATIVE).mul(alpha);
            if (beta != 0) {
                sum = sum.add(DoubleVector.fromMemorySegment(SPECIES, to, at, NATIVE, mask)
                        .mul(beta));
            }
            sum.intoMemorySegment(to, at, NATIVE, mask);
        }
    }

    private static MemorySegment memory(long address, long bytes) {
        return MemorySegment.ofAddress(address).reinterpret(bytes);
    }
}
