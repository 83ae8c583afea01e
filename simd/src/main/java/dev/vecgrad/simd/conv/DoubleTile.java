package dev.vecgrad.simd.conv;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

import dev.vecgrad.simd.machine.Width;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Tiles of float64. */
final class DoubleTile implements Tile<double[]> {
    static final DoubleTile INSTANCE = new DoubleTile();
    private static final VectorSpecies<Double> SPECIES =
            VectorSpecies.of(double.class, VectorShape.forBitSize(Width.BITS));

    private static final VectorSpecies<Integer> INTS =
            VectorSpecies.of(int.class, VectorShape.forBitSize(Width.BITS / 2));
    private static final int ROWS = 4;
    private static final int LANES = SPECIES.length();
    private static final ByteOrder NATIVE = ByteOrder.nativeOrder();
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private final ArrayPool<double[]> pool = new ArrayPool<>(double[]::new);

    private DoubleTile() {}

    @Override
    public int columns() {
        return 2 * LANES;
    }

    @Override
    public int rows(int channels) {
        return ROWS;
    }

    @Override
    public int itemSize() {
        return Double.BYTES;
    }

    @Override
    public double[] take(int n) {
        return pool.take(n);
    }

    @Override
    public void giveBack(double[] array) {
        pool.giveBack(array);
    }

    @Override
    public void multiply(
            double[] planes,
            int base,
            int[] offsets,
            double[] weights,
            int at,
            int rows,
            double[] out,
            int to,
            int pitch) {
        DoubleVector s0a = DoubleVector.zero(SPECIES);
        DoubleVector s0b = s0a;
        DoubleVector s1a = s0a;
        DoubleVector s1b = s0a;
        DoubleVector s2a = s0a;
        DoubleVector s2b = s0a;
        DoubleVector s3a = s0a;
        DoubleVector s3b = s0a;
        for (int k = 0; k < offsets.length; k++) {
            int p = base + offsets[k];
            int q = at + k * ROWS;
            DoubleVector a = DoubleVector.fromArray(SPECIES, planes, p);
            DoubleVector b = DoubleVector.fromArray(SPECIES, planes, p + LANES);
            DoubleVector w0 = DoubleVector.broadcast(SPECIES, weights[q]);
            s0a = w0.fma(a, s0a);
            s0b = w0.fma(b, s0b);
            DoubleVector w1 = DoubleVector.broadcast(SPECIES, weights[q + 1]);
            s1a = w1.fma(a, s1a);
            s1b = w1.fma(b, s1b);
            DoubleVector w2 = DoubleVector.broadcast(SPECIES, weights[q + 2]);
            s2a = w2.fma(a, s2a);
            s2b = w2.fma(b, s2b);
            DoubleVector w3 = DoubleVector.broadcast(SPECIES, weights[q + 3]);
            s3a = w3.fma(a, s3a);
            s3b = w3.fma(b, s3b);
        }
        s0a.intoArray(out, to);
        s0b.intoArray(out, to + LANES);
        s1a.intoArray(out, to + pitch);
        s1b.intoArray(out, to + pitch + LANES);
        s2a.intoArray(out, to + 2 * pitch);
        s2b.intoArray(out, to + 2 * pitch + LANES);
        s3a.intoArray(out, to + 3 * pitch);
        s3b.intoArray(out, to + 3 * pitch + LANES);
    }

    @Override
    public void sum(
            double[] planes, int[] offsets, int first, int[] places, int count, double[] results, double[] out) {
        int o0 = offsets[first];
        int o1 = offsets[first + 1];
        int o2 = offsets[first + 2];
        int o3 = offsets[first + 3];
        int o4 = offsets[first + 4];
        DoubleVector s0a = DoubleVector.zero(SPECIES);
        DoubleVector s0b = s0a;
        DoubleVector s1a = s0a;
        DoubleVector s1b = s0a;
        DoubleVector s2a = s0a;
        DoubleVector s2b = s0a;
        DoubleVector s3a = s0a;
        DoubleVector s3b = s0a;
        DoubleVector s4a = s0a;
        DoubleVector s4b = s0a;
        for (int place = 0; place < count; place++) {
            int at = places[place];
            DoubleVector a = DoubleVector.fromArray(SPECIES, results, 2 * LANES * place);
            DoubleVector b = DoubleVector.fromArray(SPECIES, results, 2 * LANES * place + LANES);
            DoubleVector p0 = DoubleVector.broadcast(SPECIES, planes[at + o0]);
            s0a = p0.fma(a, s0a);
            s0b = p0.fma(b, s0b);
            DoubleVector p1 = DoubleVector.broadcast(SPECIES, planes[at + o1]);
            s1a = p1.fma(a, s1a);
            s1b = p1.fma(b, s1b);
            DoubleVector p2 = DoubleVector.broadcast(SPECIES, planes[at + o2]);
            s2a = p2.fma(a, s2a);
            s2b = p2.fma(b, s2b);
            DoubleVector p3 = DoubleVector.broadcast(SPECIES, planes[at + o3]);
            s3a = p3.fma(a, s3a);
            s3b = p3.fma(b, s3b);
            DoubleVector p4 = DoubleVector.broadcast(SPECIES, planes[at + o4]);
            s4a = p4.fma(a, s4a);
            s4b = p4.fma(b, s4b);
        }
        s0a.intoArray(out, 0);
        s0b.intoArray(out, LANES);
        s1a.intoArray(out, 2 * LANES);
        s1b.intoArray(out, 3 * LANES);
        s2a.intoArray(out, 4 * LANES);
        s2b.intoArray(out, 5 * LANES);
        s3a.intoArray(out, 6 * LANES);
        s3b.intoArray(out, 7 * LANES);
        s4a.intoArray(out, 8 * LANES);
        s4b.intoArray(out, 9 * LANES);
    }

    @Override
    public void greatest(double[] planes, int[] numbers, int[] offsets, int at, double[] out, int[] found) {
        greatestVector(planes, numbers, offsets, at, out, found);
        greatestVector(planes, numbers, offsets, at + LANES, out, found);
    }

    private static void greatestVector(
            double[] planes, int[] numbers, int[] offsets, int at, double[] out, int[] found) {
        DoubleVector greatest = DoubleVector.fromArray(SPECIES, planes, at + offsets[0]);
        IntVector number = IntVector.fromArray(INTS, numbers, at + offsets[0]);
        for (int k = 1; k < offsets.length; k++) {
            DoubleVector next = DoubleVector.fromArray(SPECIES, planes, at + offsets[k]);
            VectorMask<Integer> none = number.compare(VectorOperators.LT, 0);
            VectorMask<Double> taken = next.compare(VectorOperators.GT, greatest)
                    .or(next.compare(VectorOperators.NE, next))
                    .or(none.cast(SPECIES));
            greatest = greatest.blend(next, taken);
            number = number.blend(IntVector.fromArray(INTS, numbers, at + offsets[k]), taken.cast(INTS));
        }
        greatest.intoArray(out, at);
        number.intoArray(found, at);
    }

    @Override
    public void addTile(double[] totals, int at, double[] tile) {
        for (int i = 0; i < 2 * SUMS * LANES; i += LANES) {
            DoubleVector.fromArray(SPECIES, totals, at + i)
                    .add(DoubleVector.fromArray(SPECIES, tile, i))
                    .intoArray(totals, at + i);
        }
    }

    @Override
    public void load(long from, double[] to, int at, int n) {
        for (int i = 0; i < SPECIES.loopBound(n); i += LANES) {
            loadVector(from, to, at, i);
        }
        if (n >= LANES) {
            loadVector(from, to, at, n - LANES);
        } else {
            loadApart(from, Double.BYTES, to, at, 1, n);
        }
    }

    private static void loadVector(long from, double[] to, int at, int i) {
        DoubleVector.fromMemorySegment(SPECIES, ALL, from + (long) i * Double.BYTES, NATIVE)
                .intoArray(to, at + i);
    }

    @Override
    public void loadApart(long from, long fromStep, double[] to, int at, int step, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i * step] = ALL.get(JAVA_DOUBLE_UNALIGNED, from + i * fromStep);
        }
    }

    @Override
    public void store(double[] from, int at, double number, long to, int n) {
        for (int i = 0; i < SPECIES.loopBound(n); i += LANES) {
            storeVector(from, at, number, to, i);
        }
        if (n >= LANES) {
            storeVector(from, at, number, to, n - LANES);
        } else {
            storeApart(from, at, number, to, Double.BYTES, n);
        }
    }

    private static void storeVector(double[] from, int at, double number, long to, int i) {
        DoubleVector.fromArray(SPECIES, from, at + i)
                .add(number)
                .intoMemorySegment(ALL, to + (long) i * Double.BYTES, NATIVE);
    }

    @Override
    public void storeApart(double[] from, int at, double number, long to, long step, int n) {
        for (int i = 0; i < n; i++) {
            ALL.set(JAVA_DOUBLE_UNALIGNED, to + i * step, from[at + i] + number);
        }
    }

    @Override
    public void fill(double[] array, int at, int n, double number) {
        Arrays.fill(array, at, at + n, number);
    }

    @Override
    public double get(long at) {
        return ALL.get(JAVA_DOUBLE_UNALIGNED, at);
    }

    @Override
    public void put(long at, double value) {
        ALL.set(JAVA_DOUBLE_UNALIGNED, at, value);
    }
}
