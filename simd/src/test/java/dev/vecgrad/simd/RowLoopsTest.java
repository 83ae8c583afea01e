package dev.vecgrad.simd;

import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.ir.Space;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.ir.Write;
import dev.vecgrad.spi.ReferenceBackend;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows whose loops are looked up once, and rows made of runs, have the reference's bits, whatever their length. */
class RowLoopsTest {
    private static final int ROWS = 3;
    private static final int GROUPS = 2;

    /** A block of a sum has 4096 elements, so longer rows are no single one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 100, 1024, 1040, 4096, 4097, 9000})
    void rowsLieAsFarApartAsGroupsOfThemDoNot(int n) {
        Launch launch = new Launch(
                new long[] {GROUPS, ROWS},
                new long[] {n},
                new long[2],
                new long[][] {{ROWS * n + 32L, n}, {1, 0}, {ROWS * n, n}, {ROWS, 1}},
                new long[][] {{1}, {0}, {1}, {0}},
                new long[0]);
        check(centred(Access.UNIT), launch, GROUPS * (ROWS * n + 32), GROUPS * ROWS * n);
    }

    /** Sums have sixteen lanes: a run of so many elements, or twice as many, ends with the last of them. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 8, 12, 16, 48, 49, 1024, 2064})
    void runsAreTakenWhereTheyLie(int length) {
        int runs = 5000 / Math.max(1, length) + 1;
        int n = length * runs;
        Launch launch = new Launch(
                new long[] {GROUPS, ROWS},
                new long[] {runs, length},
                new long[2],
                new long[][] {{n * ROWS, length}, {1, 0}, {n * ROWS, length}, {ROWS, 1}},
                new long[][] {{ROWS * length, 1}, {0, 0}, {ROWS * length, 1}, {0, 0}},
                new long[0]);
        check(centred(Access.STRIDED), launch, GROUPS * ROWS * n, GROUPS * ROWS * n);
    }

    /** A first stage reads one operand, whose runs are even, the second one more, whose elements lie apart: both go through tiles then. */
    @Test
    void allStagesTakeAnOperandInTheSameWay() {
        int runs = 3;
        int length = 16;
        int n = runs * length;
        Expr x = Expr.input(0, DType.FLOAT32);
        KernelSpec spec = new KernelSpec(
                Space.INNER,
                List.of(new Operand(DType.FLOAT32, Access.STRIDED), new Operand(DType.FLOAT32, Access.STRIDED)),
                List.of(),
                List.of(
                        new Stage(List.of(new Accumulator.Sum(x)), List.of()),
                        new Stage(
                                List.of(),
                                List.of(new Write(
                                        0, x.mul(Expr.input(1, DType.FLOAT32)).add(Expr.acc(0, 0, DType.FLOAT32)))))),
                List.of(new Write(1, Expr.acc(0, 0, DType.FLOAT32))),
                List.of(new Operand(DType.FLOAT32, Access.UNIT), new Operand(DType.FLOAT32, Access.ZERO)));
        Launch launch = new Launch(
                new long[] {ROWS},
                new long[] {runs, length},
                new long[2],
                new long[][] {{length}, {n}, {n}, {1}},
                new long[][] {{ROWS * length, 1}, {1, runs}, {length, 1}, {0, 0}},
                new long[0]);
        check(spec, launch, ROWS * n, ROWS * n, ROWS * n);
    }

    /** Elements less their group's number and plus their sum, and the sum of squares of those: two passes that sum and one that writes. */
    private static KernelSpec centred(Access access) {
        Expr x = Expr.input(0, DType.FLOAT32);
        Expr centred = x.sub(Expr.input(1, DType.FLOAT32)).add(Expr.acc(0, 0, DType.FLOAT32));
        return new KernelSpec(
                Space.INNER,
                List.of(new Operand(DType.FLOAT32, access), new Operand(DType.FLOAT32, Access.ZERO)),
                List.of(),
                List.of(
                        new Stage(List.of(new Accumulator.Sum(x)), List.of()),
                        new Stage(List.of(new Accumulator.Sum(centred.mul(centred))), List.of()),
                        new Stage(List.of(), List.of(new Write(0, centred)))),
                List.of(new Write(1, Expr.acc(1, 0, DType.FLOAT32))),
                List.of(new Operand(DType.FLOAT32, access), new Operand(DType.FLOAT32, Access.ZERO)));
    }

    /** Without infinities, which would be all that sums tell of. */
    private static Buffer finite(int numel) {
        SplittableRandom random = new SplittableRandom(numel);
        Buffer made = Buffer.of(DType.FLOAT32, numel);
        for (int i = 0; i < numel; i++) {
            made.set(i, random.nextGaussian());
        }
        return made;
    }

    private static void check(KernelSpec spec, Launch launch, int read, int written) {
        check(spec, launch, read, GROUPS, written);
    }

    private static void check(KernelSpec spec, Launch launch, int read, int others, int written) {
        Buffer x = finite(read);
        Buffer numbers = finite(others);
        Buffer before = x.copy();
        Buffer expected = Buffer.of(DType.FLOAT32, written);
        Buffer expectedSums = Buffer.of(DType.FLOAT32, GROUPS * ROWS);
        new ReferenceBackend()
                .compile(spec)
                .run(
                        launch,
                        new long[] {x.address(0), numbers.address(0), expected.address(0), expectedSums.address(0)},
                        Workers.ALONE);
        for (Planner.Mode mode : Planner.Mode.values()) {
            SimdKernel kernel = new SimdKernel(spec, mode, false, 1 << 15);
            for (boolean vectors : new boolean[] {false, true}) {
                kernel.plan().useVectors(vectors);
                Buffer actual = Buffer.of(DType.FLOAT32, written);
                Buffer sums = Buffer.of(DType.FLOAT32, GROUPS * ROWS);
                kernel.run(
                        launch,
                        new long[] {x.address(0), numbers.address(0), actual.address(0), sums.address(0)},
                        Workers.ALONE);
                String what = mode + (vectors ? " over vectors" : " over scalars");
                actual.assertSame(expected, what);
                sums.assertSame(expectedSums, what + ", sums");
                x.assertSame(before, what + ", what is read");
            }
        }
    }
}
