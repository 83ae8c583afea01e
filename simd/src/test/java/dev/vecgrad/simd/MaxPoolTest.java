package dev.vecgrad.simd;

import dev.vecgrad.ir.Convolution.Axis;
import dev.vecgrad.ir.MaxPool;
import dev.vecgrad.ir.MaxPool.Window;
import dev.vecgrad.ir.Region;
import dev.vecgrad.spi.ReferenceBackend;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Greatest elements of windows are the reference's, numbers too, on one thread and on three. */
class MaxPoolTest {
    /** Planes, height, width. */
    private static final int[][] SHAPES = {{1, 1, 1}, {3, 7, 5}, {2, 28, 28}, {1, 1, 300}, {40, 4, 4}, {1, 130, 131}};

    /** The last sees nothing of a plane of one column: its number is -1. */
    private static final Window[] WINDOWS = {
        window(1, 1, 0, 1),
        window(2, 2, 0, 1),
        window(3, 1, 1, 1),
        window(3, 2, 1, 2),
        window(2, 3, 1, 1),
        window(2, 1, 2, 3)
    };

    private static Window window(long size, long stride, long padding, long dilation) {
        return new Window(size, new Axis(stride, padding, dilation));
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void valuesAndNumbersAreExact(DType dtype) {
        for (int[] shape : SHAPES) {
            for (Window rows : WINDOWS) {
                for (Window columns : WINDOWS) {
                    long down = windows(rows, shape[1]);
                    long across = windows(columns, shape[2]);
                    if (down > 0 && across > 0) {
                        check(dtype, new MaxPool(rows, columns), shape, down, across);
                    }
                }
            }
        }
    }

    /** As many as begin before the plane's end, so that the last may reach over it. */
    private static long windows(Window window, long size) {
        Axis axis = window.axis();
        return Math.ceilDiv(size + axis.padding(), axis.stride());
    }

    private static void check(DType dtype, MaxPool call, int[] s, long down, long across) {
        Buffer planes = Buffer.random(dtype, s[0] * s[1] * s[2], new SplittableRandom(1));
        long[] from = {s[0], s[1], s[2]};
        long[] to = {s[0], down, across};
        Found expected = Found.of(new ReferenceBackend()::run, call, planes, from, to, Workers.ALONE);
        for (Workers workers : List.of(Workers.ALONE, TestWorkers.THREE)) {
            Found found = Found.of(Calls::run, call, planes, from, to, workers);
            String what = call + " of " + Shape.of(from) + " on " + workers.parallelism() + " threads";
            found.values.assertSame(expected.values, what);
            found.numbers.assertSame(expected.numbers, what);
        }
    }

    private interface Runner {
        void run(dev.vecgrad.ir.Call call, List<Region> regions, long[] addresses, Workers workers);
    }

    private record Found(Buffer values, Buffer numbers) {
        static Found of(Runner runner, MaxPool call, Buffer planes, long[] from, long[] to, Workers workers) {
            int results = (int) Shape.of(to).numel();
            Found found = new Found(Buffer.of(planes.dtype(), results), Buffer.of(DType.INT64, results));
            List<Region> regions = List.of(region(planes, from), region(found.values, to), region(found.numbers, to));
            long[] addresses = {planes.address(0), found.values.address(0), found.numbers.address(0)};
            runner.run(call, regions, addresses, workers);
            return found;
        }

        private static Region region(Buffer buffer, long[] sizes) {
            return new Region(buffer.dtype(), sizes, Shape.of(sizes).contiguousStrides(), 0);
        }
    }
}
