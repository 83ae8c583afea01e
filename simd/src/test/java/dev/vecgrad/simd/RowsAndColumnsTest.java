package dev.vecgrad.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.ir.Space;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.ir.Write;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums of columns that follow a kernel of rows row by row have the bits of those that follow it. */
class RowsAndColumnsTest {
    /** The sums of rows, and x times these. */
    private static KernelSpec rows(DType dtype) {
        Expr x = Expr.input(0, dtype);
        Expr sum = Expr.acc(0, 0, dtype);
        return new KernelSpec(
                Space.INNER,
                List.of(new Operand(dtype, Access.UNIT)),
                List.of(),
                List.of(
                        new Stage(List.of(new Accumulator.Sum(x)), List.of()),
                        new Stage(List.of(), List.of(new Write(0, x.mul(sum))))),
                List.of(new Write(1, sum)),
                List.of(new Operand(dtype, Access.UNIT), new Operand(dtype, Access.ZERO)));
    }

    /** Of columns the sums of x less the sum of its row, and of what the rows' kernel wrote for x. */
    private static KernelSpec columns(DType dtype) {
        Expr less = Expr.input(0, dtype).sub(Expr.input(1, dtype));
        return new KernelSpec(
                Space.OUTER,
                List.of(
                        new Operand(dtype, Access.UNIT),
                        new Operand(dtype, Access.ZERO),
                        new Operand(dtype, Access.UNIT)),
                List.of(),
                List.of(new Stage(
                        List.of(new Accumulator.Sum(less), new Accumulator.Sum(Expr.input(2, dtype))), List.of())),
                List.of(new Write(0, Expr.acc(0, 0, dtype)), new Write(1, Expr.acc(1, 0, dtype))),
                List.of(new Operand(dtype, Access.UNIT), new Operand(dtype, Access.UNIT)));
    }

    private static Launch alongRows(long rows, long columns) {
        return new Launch(
                new long[] {rows},
                new long[] {columns},
                new long[3],
                new long[][] {{columns}, {columns}, {1}},
                new long[][] {{1}, {1}, {0}},
                new long[0]);
    }

    private static Launch downColumns(long rows, long columns) {
        return new Launch(
                new long[] {columns},
                new long[] {rows},
                new long[5],
                new long[][] {{1}, {0}, {1}, {1}, {1}},
                new long[][] {{columns}, {1}, {columns}, {0}, {0}},
                new long[0]);
    }

    private record Memories(Buffer x, Buffer product, Buffer sums, Buffer first, Buffer second) {
        static Memories of(Buffer x, int rows, int columns) {
            DType dtype = x.dtype();
            return new Memories(
                    x,
                    Buffer.of(dtype, rows * columns),
                    Buffer.of(dtype, rows),
                    Buffer.of(dtype, columns),
                    Buffer.of(dtype, columns));
        }

        long[] ofRows() {
            return new long[] {x.address(0), product.address(0), sums.address(0)};
        }

        long[] ofColumns() {
            return new long[] {x.address(0), sums.address(0), product.address(0), first.address(0), second.address(0)};
        }
    }

    @ParameterizedTest
    @CsvSource({"1793,513,false,FLOAT32", "2048,1100,false,FLOAT64", "5889,520,true,FLOAT32"})
    void together(int rows, int columns, boolean threads, DType dtype) {
        Workers workers = threads ? TestWorkers.THREE : Workers.ALONE;
        Launch first = alongRows(rows, columns);
        Launch second = downColumns(rows, columns);
        assertThat(RowsAndColumns.takes(first, second, workers.parallelism())).isTrue();
        check(first, second, workers, dtype);
    }

    @ParameterizedTest
    @CsvSource({"300,600,false", "2048,512,false", "2048,600,true"})
    void oneAfterTheOther(int rows, int columns, boolean threads) {
        Workers workers = threads ? TestWorkers.THREE : Workers.ALONE;
        Launch first = alongRows(rows, columns);
        Launch second = downColumns(rows, columns);
        assertThat(RowsAndColumns.takes(first, second, workers.parallelism())).isFalse();
        check(first, second, workers, DType.FLOAT32);
    }

    private static void check(Launch first, Launch second, Workers workers, DType dtype) {
        int rows = (int) first.kept()[0];
        int columns = (int) second.kept()[0];
        Buffer x = Buffer.random(dtype, rows * columns, new SplittableRandom(rows));
        for (Planner.Mode mode : Planner.Mode.values()) {
            SimdKernel ofRows = new SimdKernel(rows(dtype), mode, false, 50);
            SimdKernel ofColumns = new SimdKernel(columns(dtype), mode, false, 50);
            ofRows.plan().useVectors(true);
            ofColumns.plan().useVectors(true);
            Memories expected = Memories.of(x, rows, columns);
            ofRows.run(first, expected.ofRows(), Workers.ALONE);
            ofColumns.run(second, expected.ofColumns(), Workers.ALONE);
            Memories actual = Memories.of(x, rows, columns);
            ofRows.runWithColumns(first, actual.ofRows(), ofColumns, second, actual.ofColumns(), workers);
            actual.product.assertSame(expected.product, "products " + mode);
            actual.sums.assertSame(expected.sums, "sums of rows " + mode);
            actual.first.assertSame(expected.first, "first sums of columns " + mode);
            actual.second.assertSame(expected.second, "second sums of columns " + mode);
        }
    }
}
