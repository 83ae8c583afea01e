package dev.vecgrad.simd;

import dev.vecgrad.ir.Convolution;
import dev.vecgrad.ir.Convolution.Axis;
import dev.vecgrad.ir.Convolution.Grid;
import dev.vecgrad.ir.Region;
import dev.vecgrad.spi.ReferenceBackend;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Convolutions and what they become give the reference's bits, on one thread and on three. */
class ConvolutionsTest {
    /** Batch, groups, channels and results in a group; then height, width, kernel rows, kernel columns. */
    private static final int[][] SHAPES = {
        {1, 1, 1, 1, 1, 1, 1, 1},
        {2, 1, 2, 7, 5, 4, 3, 2},
        {1, 2, 2, 5, 9, 18, 3, 3},
        {2, 3, 1, 1, 8, 7, 2, 3},
        {1, 1, 2, 33, 4, 4, 4, 4},
        {1, 1, 1, 1, 3, 300, 1, 9},
        {18, 1, 2, 1, 4, 5, 2, 2}
    };

    private static final Grid[] GRIDS = {grid(1, 1, 1, 1, 0, 1), grid(2, 1, 1, 3, 0, 1), grid(3, 2, 2, 1, 3, 2)};

    private final ReferenceBackend reference = new ReferenceBackend();

    private static Grid grid(int... n) {
        return new Grid(new Axis(n[0], n[1], n[2]), new Axis(n[3], n[4], n[5]), 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void allThreeAreExact(DType dtype) {
        for (int[] shape : SHAPES) {
            for (Grid one : GRIDS) {
                Grid grid = new Grid(one.rows(), one.columns(), shape[1]);
                long down = places(one.rows(), shape[4], shape[6]);
                long across = places(one.columns(), shape[5], shape[7]);
                if (down > 0 && across > 0) {
                    check(dtype, grid, shape, down, across);
                }
            }
        }
    }

    private static long places(Axis axis, long size, long kernel) {
        return Math.floorDiv(size + 2 * axis.padding() - axis.dilation() * (kernel - 1) - 1, axis.stride()) + 1;
    }

    private void check(DType dtype, Grid grid, int[] s, long down, long across) {
        Operand image = random(dtype, 1, s[0], (long) s[1] * s[2], s[4], s[5]);
        Operand weight = random(dtype, 2, (long) s[1] * s[3], s[2], s[6], s[7]);
        Operand result = random(dtype, 3, s[0], (long) s[1] * s[3], down, across);
        Operand biases = random(dtype, 4, (long) s[1] * s[3]);
        Operand imageBiases = random(dtype, 5, (long) s[1] * s[2]);
        check(new Convolution.Forward(grid, false), image, weight, result);
        check(new Convolution.Forward(grid, true), image, weight, biases, result);
        check(new Convolution.Transposed(grid, false), result, weight, image);
        check(new Convolution.Transposed(grid, true), result, weight, imageBiases, image);
        check(new Convolution.OfWeight(grid), image, result, weight);
    }

    private void check(Convolution call, Operand... operands) {
        Operand expected = run(reference::run, Workers.ALONE, call, operands);
        for (Workers workers : List.of(Workers.ALONE, TestWorkers.THREE)) {
            Operand found = run(Calls::run, workers, call, operands);
            found.buffer.assertSame(
                    expected.buffer,
                    call + " of " + Shape.of(operands[0].shape) + " and " + Shape.of(operands[1].shape) + " on "
                            + workers.parallelism() + " threads");
        }
    }

    private interface Runner {
        void run(dev.vecgrad.ir.Call call, List<Region> regions, long[] addresses, Workers workers);
    }

    private static Operand run(Runner runner, Workers workers, Convolution call, Operand... operands) {
        List<Operand> all = new ArrayList<>(List.of(operands));
        Operand last = all.removeLast();
        all.add(new Operand(last.buffer.copy(), last.shape));
        long[] addresses =
                all.stream().mapToLong(operand -> operand.buffer.address(0)).toArray();
        runner.run(call, all.stream().map(Operand::region).toList(), addresses, workers);
        return all.getLast();
    }

    /** A row-major operand. */
    private record Operand(Buffer buffer, long... shape) {
        Region region() {
            return new Region(buffer.dtype(), shape, Shape.of(shape).contiguousStrides(), 0);
        }
    }

    private static Operand random(DType dtype, long seed, long... shape) {
        return new Operand(Buffer.random(dtype, (int) Shape.of(shape).numel(), new SplittableRandom(seed)), shape);
    }
}
