package dev.vecgrad.simd.conv;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import dev.vecgrad.simd.machine.Width;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Tiles of float32. */
final class FloatTile implements Tile<float[]> {
    static final FloatTile INSTANCE = new FloatTile();
    private static final VectorSpecies<Float> SPECIES =
            VectorSpecies.of(float.class, VectorShape.forBitSize(Width.BITS));
    private static final VectorSpecies<Double> DOUBLES =
            VectorSpecies.of(double.class, VectorShape.forBitSize(Width.BITS));
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, VectorShape.forBitSize(Width.BITS));
    private static final int LANES = SPECIES.length();
    private static final int FEW_ROWS = 4;

    /** With vectors of 512 bits there are 32 registers, which is enough for sixteen sums. */
    private static final int MANY_ROWS = Width.BITS == 512 ? 8 : FEW_ROWS;

    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private final ArrayPool<float[]> pool = new ArrayPool<>(float[]::new);

    private FloatTile() {}

    @Override
    public int columns() {
        return 2 * LANES;
    }

    @Override
    public int rows(int channels) {
        return channels > FEW_ROWS ? MANY_ROWS : FEW_ROWS;
    }

    @Override
    public int itemSize() {
        return Float.BYTES;
    }

    @Override
    public float[] take(int n) {
        return pool.take(n);
    }

    @Override
    public void giveBack(float[] array) {
        pool.giveBack(array);
    }

    @Override
    public void multiply(
            float[] planes,
            int base,
            int[] offsets,
            float[] weights,
            int at,
            int rows,
            float[] out,
            int to,
            int pitch) {
        if (rows == FEW_ROWS) {
            multiplyFour(planes, base, offsets, weights, at, out, to, pitch);
        } else {
            multiplyEight(planes, base, offsets, weights, at, out, to, pitch);
        }
    }

    private static void multiplyFour(
            float[] planes, int base, int[] offsets, float[] weights, int at, float[] out, int to, int pitch) {
        FloatVector s0a = FloatVector.zero(SPECIES);
        FloatVector s0b = s0a;
        FloatVector s1a = s0a;
        FloatVector s1b = s0a;
        FloatVector s2a = s0a;
        FloatVector s2b = s0a;
        FloatVector s3a = s0a;
        FloatVector s3b = s0a;
        for (int k = 0; k < offsets.length; k++) {
            int p = base + offsets[k];
            int q = at + k * 4;
            FloatVector a = FloatVector.fromArray(SPECIES, planes, p);
            FloatVector b = FloatVector.fromArray(SPECIES, planes, p + LANES);
            FloatVector w0 = FloatVector.broadcast(SPECIES, weights[q]);
            s0a = w0.fma(a, s0a);
            s0b = w0.fma(b, s0b);
            FloatVector w1 = FloatVector.broadcast(SPECIES, weights[q + 1]);
            s1a = w1.fma(a, s1a);
            s1b = w1.fma(b, s1b);
            FloatVector w2 = FloatVector.broadcast(SPECIES, weights[q + 2]);
            s2a = w2.fma(a, s2a);
            s2b = w2.fma(b, s2b);
            FloatVector w3 = FloatVector.broadcast(SPECIES, weights[q + 3]);
            s3a = w3.fma(a, s3a);
            s3b = w3.fma(b, s3b);
        }
        FloatRows.whole(s0a).intoArray(out, to);
        FloatRows.whole(s0b).intoArray(out, to + LANES);
        FloatRows.whole(s1a).intoArray(out, to + pitch);
        FloatRows.whole(s1b).intoArray(out, to + pitch + LANES);
        FloatRows.whole(s2a).intoArray(out, to + 2 * pitch);
        FloatRows.whole(s2b).intoArray(out, to + 2 * pitch + LANES);
        FloatRows.whole(s3a).intoArray(out, to + 3 * pitch);
        FloatRows.whole(s3b).intoArray(out, to + 3 * pitch + LANES);
    }

    private static void multiplyEight(
            float[] planes, int base, int[] offsets, float[] weights, int at, float[] out, int to, int pitch) {
        FloatVector s0a = FloatVector.zero(SPECIES);
        FloatVector s0b = s0a;
        FloatVector s1a = s0a;
        FloatVector s1b = s0a;
        FloatVector s2a = s0a;
        FloatVector s2b = s0a;
        FloatVector s3a = s0a;
        FloatVector s3b = s0a;
        FloatVector s4a = s0a;
        FloatVector s4b = s0a;
        FloatVector s5a = s0a;
        FloatVector s5b = s0a;
        FloatVector s6a = s0a;
        FloatVector s6b = s0a;
        FloatVector s7a = s0a;
        FloatVector s7b = s0a;
        for (int k = 0; k < offsets.length; k++) {
            int p = base + offsets[k];
            int q = at + k * 8;
            FloatVector a = FloatVector.fromArray(SPECIES, planes, p);
            FloatVector b = FloatVector.fromArray(SPECIES, planes, p + LANES);
            FloatVector w0 = FloatVector.broadcast(SPECIES, weights[q]);
            s0a = w0.fma(a, s0a);
            s0b = w0.fma(b, s0b);
            FloatVector w1 = FloatVector.broadcast(SPECIES, weights[q + 1]);
            s1a = w1.fma(a, s1a);
            s1b = w1.fma(b, s1b);
            FloatVector w2 = FloatVector.broadcast(SPECIES, weights[q + 2]);
            s2a = w2.fma(a, s2a);
            s2b = w2.fma(b, s2b);
            FloatVector w3 = FloatVector.broadcast(SPECIES, weights[q + 3]);
            s3a = w3.fma(a, s3a);
            s3b = w3.fma(b, s3b);
            FloatVector w4 = FloatVector.broadcast(SPECIES, weights[q + 4]);
            s4a = w4.fma(a, s4a);
            s4b = w4.fma(b, s4b);
            FloatVector w5 = FloatVector.broadcast(SPECIES, weights[q + 5]);
            s5a = w5.fma(a, s5a);
            s5b = w5.fma(b, s5b);
            FloatVector w6 = FloatVector.broadcast(SPECIES, weights[q + 6]);
            s6a = w6.fma(a, s6a);
            s6b = w6.fma(b, s6b);
            FloatVector w7 = FloatVector.broadcast(SPECIES, weights[q + 7]);
            s7a = w7.fma(a, s7a);
            s7b = w7.fma(b, s7b);
        }
        FloatRows.whole(s0a).intoArray(out, to);
        FloatRows.whole(s0b).intoArray(out, to + LANES);
        FloatRows.whole(s1a).intoArray(out, to + pitch);
        FloatRows.whole(s1b).intoArray(out, to + pitch + LANES);
        FloatRows.whole(s2a).intoArray(out, to + 2 * pitch);
        FloatRows.whole(s2b).intoArray(out, to + 2 * pitch + LANES);
        FloatRows.whole(s3a).intoArray(out, to + 3 * pitch);
        FloatRows.whole(s3b).intoArray(out, to + 3 * pitch + LANES);
        FloatRows.whole(s4a).intoArray(out, to + 4 * pitch);
        FloatRows.whole(s4b).intoArray(out, to + 4 * pitch + LANES);
        FloatRows.whole(s5a).intoArray(out, to + 5 * pitch);
        FloatRows.whole(s5b).intoArray(out, to + 5 * pitch + LANES);
        FloatRows.whole(s6a).intoArray(out, to + 6 * pitch);
        FloatRows.whole(s6b).intoArray(out, to + 6 * pitch + LANES);
        FloatRows.whole(s7a).intoArray(out, to + 7 * pitch);
        FloatRows.whole(s7b).intoArray(out, to + 7 * pitch + LANES);
    }

    @Override
    public void sum(float[] planes, int[] offsets, int first, int[] places, int count, float[] results, float[] out) {
        int o0 = offsets[first];
        int o1 = offsets[first + 1];
        int o2 = offsets[first + 2];
        int o3 = offsets[first + 3];
        int o4 = offsets[first + 4];
        FloatVector s0a = FloatVector.zero(SPECIES);
        FloatVector s0b = s0a;
        FloatVector s1a = s0a;
        FloatVector s1b = s0a;
        FloatVector s2a = s0a;
        FloatVector s2b = s0a;
        FloatVector s3a = s0a;
        FloatVector s3b = s0a;
        FloatVector s4a = s0a;
        FloatVector s4b = s0a;
        for (int place = 0; place < count; place++) {
            int at = places[place];
            FloatVector a = FloatVector.fromArray(SPECIES, results, 2 * LANES * place);
            FloatVector b = FloatVector.fromArray(SPECIES, results, 2 * LANES * place + LANES);
            FloatVector p0 = FloatVector.broadcast(SPECIES, planes[at + o0]);
            s0a = p0.fma(a, s0a);
            s0b = p0.fma(b, s0b);
            FloatVector p1 = FloatVector.broadcast(SPECIES, planes[at + o1]);
            s1a = p1.fma(a, s1a);
            s1b = p1.fma(b, s1b);
            FloatVector p2 = FloatVector.broadcast(SPECIES, planes[at + o2]);
            s2a = p2.fma(a, s2a);
            s2b = p2.fma(b, s2b);
            FloatVector p3 = FloatVector.broadcast(SPECIES, planes[at + o3]);
            s3a = p3.fma(a, s3a);
            s3b = p3.fma(b, s3b);
            FloatVector p4 = FloatVector.broadcast(SPECIES, planes[at + o4]);
            s4a = p4.fma(a, s4a);
            s4b = p4.fma(b, s4b);
        }
        FloatRows.whole(s0a).intoArray(out, 0);
        FloatRows.whole(s0b).intoArray(out, LANES);
        FloatRows.whole(s1a).intoArray(out, 2 * LANES);
        FloatRows.whole(s1b).intoArray(out, 3 * LANES);
        FloatRows.whole(s2a).intoArray(out, 4 * LANES);
        FloatRows.whole(s2b).intoArray(out, 5 * LANES);
        FloatRows.whole(s3a).intoArray(out, 6 * LANES);
        FloatRows.whole(s3b).intoArray(out, 7 * LANES);
        FloatRows.whole(s4a).intoArray(out, 8 * LANES);
        FloatRows.whole(s4b).intoArray(out, 9 * LANES);
    }

    @Override
    public void greatest(float[] planes, int[] numbers, int[] offsets, int at, float[] out, int[] found) {
        greatestVector(planes, numbers, offsets, at, out, found);
        greatestVector(planes, numbers, offsets, at + LANES, out, found);
    }

    private static void greatestVector(float[] planes, int[] numbers, int[] offsets, int at, float[] out, int[] found) {
        FloatVector greatest = FloatVector.fromArray(SPECIES, planes, at + offsets[0]);
        IntVector number = IntVector.fromArray(INTS, numbers, at + offsets[0]);
        for (int k = 1; k < offsets.length; k++) {
            FloatVector next = FloatVector.fromArray(SPECIES, planes, at + offsets[k]);
            VectorMask<Integer> none = number.compare(VectorOperators.LT, 0);
            VectorMask<Float> taken = next.compare(VectorOperators.GT, greatest)
                    .or(next.compare(VectorOperators.NE, next))
                    .or(none.cast(SPECIES));
            greatest = greatest.blend(next, taken);
            number = number.blend(IntVector.fromArray(INTS, numbers, at + offsets[k]), taken.cast(INTS));
        }
        FloatRows.whole(greatest).intoArray(out, at);
        ((IntVector) INTS.vectorType().cast(number)).intoArray(found, at);
    }

    @Override
    public void addTile(double[] totals, int at, float[] tile) {
        for (int i = 0; i < 2 * SUMS; i++) {
            FloatVector sums = FloatVector.fromArray(SPECIES, tile, i * LANES);
            add(totals, at + i * LANES, (DoubleVector) sums.convertShape(VectorOperators.F2D, DOUBLES, 0));
            add(totals, at + i * LANES + LANES / 2, (DoubleVector) sums.convertShape(VectorOperators.F2D, DOUBLES, 1));
        }
    }

    private static void add(double[] totals, int at, DoubleVector sums) {
        DoubleVector.fromArray(DOUBLES, totals, at).add(sums).intoArray(totals, at);
    }

    @Override
    public void load(long from, float[] to, int at, int n) {
        FloatRows.load(from, to, at, n);
    }

    @Override
    public void loadApart(long from, long fromStep, float[] to, int at, int step, int n) {
        if (fromStep == 2 * Float.BYTES && step == 1) {
            FloatRows.loadEverySecond(from, to, at, n);
        } else {
            FloatRows.loadApart(from, fromStep, to, at, step, n);
        }
    }

    @Override
    public void store(float[] from, int at, double number, long to, int n) {
        FloatRows.store(from, at, (float) number, to, n);
    }

    @Override
    public void storeApart(float[] from, int at, double number, long to, long step, int n) {
        FloatRows.storeApart(from, at, (float) number, to, step, n);
    }

    @Override
    public void fill(float[] array, int at, int n, double number) {
        Arrays.fill(array, at, at + n, (float) number);
    }

    @Override
    public double get(long at) {
        return ALL.get(JAVA_FLOAT_UNALIGNED, at);
    }

    @Override
    public void put(long at, double value) {
        ALL.set(JAVA_FLOAT_UNALIGNED, at, (float) value);
    }
}
