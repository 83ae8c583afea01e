package dev.vecgrad.ir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.type.DType;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class InterpreterTest {
    private static final Expr X = Expr.input(0, DType.FLOAT32);
    private static final Expr D = Expr.input(0, DType.FLOAT64);

    /** Floats on the heap as an operand. */
    private record Floats(float[] data) implements Interpreter.Elements {
        @Override
        public long get(long index) {
            return Scalars.of(data[(int) index]);
        }

        @Override
        public void set(long index, long value) {
            data[(int) index] = (float) Double.longBitsToDouble(value);
        }
    }

    /** Bits on the heap as an operand of any dtype. */
    private record Bits(long[] data) implements Interpreter.Elements {
        @Override
        public long get(long index) {
            return data[(int) index];
        }

        @Override
        public void set(long index, long value) {
            data[(int) index] = value;
        }
    }

    private static float[] random(int n) {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (random.nextGaussian() * Math.exp(5 * random.nextGaussian()));
        }
        return values;
    }

    private static KernelSpec reduce(
            Space space, List<Accumulator> accumulators, List<Write> rowWrites, Operand... outputs) {
        Operand in = new Operand(DType.FLOAT32, Access.UNIT);
        return new KernelSpec(
                space,
                List.of(in),
                List.of(),
                List.of(new Stage(accumulators, List.of())),
                rowWrites,
                List.of(outputs));
    }

    private static Operand out(DType dtype) {
        return new Operand(dtype, Access.ZERO);
    }

    private static float inner(Accumulator accumulator, float[] row) {
        KernelSpec spec = reduce(
                Space.INNER,
                List.of(accumulator),
                List.of(new Write(0, Expr.acc(0, 0, DType.FLOAT32))),
                out(DType.FLOAT32));
        float[] result = new float[1];
        long[][] kept = {{0}, {0}};
        long[][] reduced = {{1}, {0}};
        Launch launch = new Launch(new long[] {1}, new long[] {row.length}, new long[2], kept, reduced, new long[0]);
        Interpreter.run(spec, launch, List.of(new Floats(row), new Floats(result)));
        return result[0];
    }

    /** The inner sum as its definition reads, written down a second time. */
    private static float innerSum(float[] row) {
        double total = 0;
        for (int b = 0; b < row.length; b += 4096) {
            float[] lanes = new float[16];
            for (int r = b; r < Math.min(b + 4096, row.length); r++) {
                lanes[r % 16] += row[r];
            }
            for (int l = 0; l < 8; l++) {
                lanes[l] += lanes[l + 8];
            }
            for (int l = 0; l < 4; l++) {
                lanes[l] += lanes[l + 4];
            }
            float block = (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]);
            total = b == 0 ? block : total + block;
        }
        return (float) total;
    }

    @Test
    void innerSumsMeetInLanesTreesAndBlocks() {
        for (int n : new int[] {0, 1, 2, 15, 16, 17, 207, 4095, 4096, 4097, 10_000}) {
            float[] row = random(n);
            assertThat(inner(new Accumulator.Sum(X), row)).as("n = " + n).isEqualTo(innerSum(row));
        }
    }

    @Test
    void outerSumsMeetInBlocksOf256() {
        int n = 600;
        float[] data = random(3 * n);
        float[] result = new float[3];
        long[][] kept = {{1}, {1}};
        long[][] reduced = {{3}, {0}};
        Interpreter.run(
                reduce(
                        Space.OUTER,
                        List.of(new Accumulator.Sum(X)),
                        List.of(new Write(0, Expr.acc(0, 0, DType.FLOAT32))),
                        new Operand(DType.FLOAT32, Access.UNIT)),
                new Launch(new long[] {3}, new long[] {n}, new long[2], kept, reduced, new long[0]),
                List.of(new Floats(data), new Floats(result)));
        for (int k = 0; k < 3; k++) {
            float[] blocks = new float[3];
            for (int r = 0; r < n; r++) {
                blocks[r / 256] += data[3 * r + k];
            }
            assertThat(result[k]).isEqualTo((float) ((double) blocks[0] + blocks[1] + blocks[2]));
        }
    }

    @Test
    void noElementGivesTheIdentity() {
        float[] none = {};
        assertThat(inner(new Accumulator.Sum(X), none)).isZero();
        assertThat(inner(new Accumulator.Prod(X), none)).isOne();
        assertThat(inner(new Accumulator.Max(X), none)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(inner(new Accumulator.Min(X), none)).isEqualTo(Float.POSITIVE_INFINITY);
    }

    @Test
    void extremaKeepNan() {
        assertThat(inner(new Accumulator.Max(X), new float[] {1, Float.NaN, 3})).isNaN();
        assertThat(inner(new Accumulator.Min(X), new float[] {1, Float.NaN, 3})).isNaN();
        assertThat(inner(new Accumulator.Max(X), new float[] {1, -7, 3})).isEqualTo(3);
        assertThat(inner(new Accumulator.Min(X), new float[] {1, -7, 3})).isEqualTo(-7);
        assertThat(inner(new Accumulator.Prod(X), new float[] {1, -7, 3})).isEqualTo(-21);
    }

    /** argmax as a combination: the greatest value and the first index that has it. */
    @Test
    void severalValuesMeetTogether() {
        Expr leftIndex = Expr.input(1, DType.INT32);
        Expr rightIndex = Expr.input(3, DType.INT32);
        Expr right = Expr.input(2, DType.FLOAT32);
        Expr keep = X.gt(right).or(X.eq(right).and(leftIndex.lt(rightIndex)));
        Accumulator argmax = new Accumulator.Combine(
                List.of(X, Expr.iota()),
                List.of(X.like(Double.NEGATIVE_INFINITY), Expr.literal(DType.INT32, (long) Integer.MAX_VALUE)),
                List.of(keep.select(X, right), keep.select(leftIndex, rightIndex)));
        float[] row = random(5000);
        row[1234] = row[4321] = 1e30f;
        long[] index = new long[1];
        long[][] kept = {{0}, {0}};
        long[][] reduced = {{1}, {0}};
        Interpreter.run(
                reduce(
                        Space.INNER,
                        List.of(argmax),
                        List.of(new Write(0, Expr.acc(0, 1, DType.INT32))),
                        out(DType.INT32)),
                new Launch(new long[] {1}, new long[] {5000}, new long[2], kept, reduced, new long[0]),
                List.of(new Floats(row), new Bits(index)));
        assertThat(index[0]).isEqualTo(1234);
    }

    /** softmax over two reduced dims of a [2, 3, 4] tensor: three stages, the last one writing each element. */
    @Test
    void laterStagesSeeEarlierAccumulators() {
        Expr max = Expr.acc(0, 0, DType.FLOAT32);
        Expr shifted = MathFns.exp(X.sub(max));
        KernelSpec softmax = new KernelSpec(
                Space.INNER,
                List.of(new Operand(DType.FLOAT32, Access.UNIT)),
                List.of(),
                List.of(
                        new Stage(List.of(new Accumulator.Max(X)), List.of()),
                        new Stage(List.of(new Accumulator.Sum(shifted)), List.of(new Write(0, shifted))),
                        new Stage(List.of(), List.of(new Write(1, shifted.div(Expr.acc(1, 0, DType.FLOAT32)))))),
                List.of(new Write(2, max)),
                List.of(
                        new Operand(DType.FLOAT32, Access.UNIT),
                        new Operand(DType.FLOAT32, Access.UNIT),
                        new Operand(DType.FLOAT32, Access.ZERO)));
        float[] in = random(24);
        float[] out = new float[24];
        float[] maxima = new float[2];
        long[][] kept = {{12}, {12}, {12}, {1}};
        long[][] reduced = {{4, 1}, {4, 1}, {4, 1}, {0, 0}};
        Launch launch = new Launch(new long[] {2}, new long[] {3, 4}, new long[4], kept, reduced, new long[0]);
        Interpreter.run(
                softmax,
                launch,
                List.of(new Floats(in), new Floats(new float[24]), new Floats(out), new Floats(maxima)));
        for (int row = 0; row < 2; row++) {
            double sum = 0;
            for (int i = 0; i < 12; i++) {
                sum += out[12 * row + i];
                assertThat(in[12 * row + i]).isLessThanOrEqualTo(maxima[row]);
            }
            assertThat(sum).isBetween(1 - 1e-6, 1 + 1e-6);
        }
    }

    @Test
    void mapsSeeParametersIndicesAndStrides() {
        Expr scaled = X.mul(Expr.param(0, DType.FLOAT32)).add(Expr.iota().cast(DType.FLOAT32));
        Operand strided = new Operand(DType.FLOAT32, Access.STRIDED);
        KernelSpec map = new KernelSpec(
                Space.MAP,
                List.of(strided),
                List.of(DType.FLOAT32),
                List.of(new Stage(List.of(), List.of(new Write(0, scaled), new Write(1, X.lt(3))))),
                List.of(),
                List.of(strided, new Operand(DType.BOOL, Access.UNIT)));
        float[] in = {1, 2, 3, 4, 5, 6};
        long[] less = new long[6];
        long[][] strides = {{1, 2}, {1, 2}, {3, 1}};
        Launch launch = Launch.map(new long[] {2, 3}, new long[3], strides, new long[] {Scalars.of(10)});
        Interpreter.run(map, launch, List.of(new Floats(in), new Floats(in), new Bits(less)));
        assertThat(in).containsExactly(10, 23, 31, 44, 52, 65);
        assertThat(less).containsExactly(1, 0, 0, 1, 0, 0);
    }

    @Test
    void float32IsRoundedAfterEachPrimitive() {
        assertThat(Interpreter.evaluate(X.add(1).sub(1), 1e-8)).isZero();
        assertThat(Interpreter.evaluate(D.add(1).sub(1), 1e-8))
                .isCloseTo(1e-8, org.assertj.core.data.Offset.offset(1e-15));
        assertThat(Interpreter.evaluate(X.fma(X, X.like(-1)), 1 + 0x1p-12)).isEqualTo(0x1p-11 + 0x1p-24);
        assertThat(Interpreter.evaluate(X.mul(X).sub(1), 1 + 0x1p-12)).isEqualTo(0x1p-11);
    }

    @Test
    void castsSaturateAndIntegersWrap() {
        assertThat(evaluate(X.cast(DType.INT32), Scalars.of(1e20f))).isEqualTo(Integer.MAX_VALUE);
        assertThat(evaluate(X.cast(DType.INT32), Scalars.of(Double.NaN))).isZero();
        assertThat(evaluate(X.cast(DType.INT64), Scalars.of(-2.9f))).isEqualTo(-2);
        assertThat(evaluate(X.cast(DType.BOOL), Scalars.of(Double.NaN))).isOne();
        Expr i = Expr.input(0, DType.INT32);
        assertThat(evaluate(i.add(i), Integer.MAX_VALUE)).isEqualTo(-2);
        assertThat(evaluate(i.abs(), Integer.MIN_VALUE)).isEqualTo(Integer.MIN_VALUE);
        assertThat(evaluate(i.shl(31), 3)).isEqualTo(Integer.MIN_VALUE);
        assertThat(evaluate(i.ushr(28), -1)).isEqualTo(15);
        assertThat(evaluate(i.shr(28), -1)).isEqualTo(-1);
        assertThat(evaluate(i.div(i.like(0)), 5)).isZero();
        assertThat(evaluate(i.rem(i.like(0)), 5)).isZero();
        Expr l = Expr.input(0, DType.INT64);
        assertThat(evaluate(l.cast(DType.INT32), 1L << 32 | 7)).isEqualTo(7);
        assertThat(evaluate(l.cast(DType.FLOAT32), (1L << 24) + 1)).isEqualTo(Scalars.of(1 << 24));
        assertThat(evaluate(X.bitcast(DType.INT32), Scalars.of(-0.0))).isEqualTo(Integer.MIN_VALUE);
        assertThat(evaluate(X.rem(X.like(-3)), Scalars.of(-7.5))).isEqualTo(Scalars.of(-1.5));
    }

    private static long evaluate(Expr root, long bits) {
        return Interpreter.evaluate(root, _ -> bits);
    }
}
