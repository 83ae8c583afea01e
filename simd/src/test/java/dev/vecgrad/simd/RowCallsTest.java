package dev.vecgrad.simd;

import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.Region;
import dev.vecgrad.ir.RowCall;
import dev.vecgrad.spi.ReferenceBackend;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls on rows, and those that look for places, give the reference's bits, on one thread and on three. */
class RowCallsTest {
    /** Outer rows, their length, interleaved rows. */
    private static final long[][] SHAPES = {
        {1, 1, 1},
        {3, 2, 1},
        {1, 13, 5},
        {2, 31, 3},
        {5, 33, 1},
        {9, 207, 1},
        {1, 207, 600},
        {2, 1024, 1},
        {1, 1025, 2},
        {2, 4098, 1},
        {1, 5000, 3},
        {1, 70_000, 1}
    };

    private final ReferenceBackend reference = new ReferenceBackend();

    @ParameterizedTest
    @EnumSource(DType.class)
    void ordersAreExact(DType dtype) {
        each((shape, seed) -> {
            for (boolean choice : new boolean[] {false, true}) {
                takes(new RowCall.Sort(choice), dtype, shape, shape[1], seed);
                for (long k : new long[] {1, 3, 60, shape[1] / 5, shape[1] / 2}) {
                    takes(new RowCall.Top(choice), dtype, shape, Math.clamp(k, 1, shape[1]), seed);
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void singleElementsAreExact(DType dtype) {
        each((shape, seed) -> {
            for (boolean choice : new boolean[] {false, true}) {
                takes(new RowCall.Extreme(choice), dtype, shape, shape[1], seed);
                takes(new RowCall.Median(choice), dtype, shape, 1, seed);
            }
            for (long k : LongStream.of(0, shape[1] / 3, shape[1] - 1).toArray()) {
                takes(new RowCall.Kth(k), dtype, shape, 1, seed);
            }
            takes(new RowCall.Mode(), dtype, shape, 1, seed);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64", "INT64"})
    void scansAreExact(DType dtype) {
        each((shape, seed) -> {
            Operand source = random(dtype, seed, shape);
            Operand out = empty(dtype, shape);
            check(new RowCall.Sum(false), 1, source, out);
            check(new RowCall.Sum(true), 1, source, out);
            check(new RowCall.Product(), 1, source, out);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void sumsAndRecurrencesOfFiniteNumbersAreExact(DType dtype) {
        each((shape, seed) -> {
            Operand factor = finite(dtype, seed, shape);
            Operand term = finite(dtype, seed + 1, shape);
            Operand out = empty(dtype, shape);
            for (boolean reverse : new boolean[] {false, true}) {
                check(new RowCall.Sum(reverse), 1, term, out);
                check(new RowCall.Recurrence(reverse), 1, factor, term, out);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(names = "BOOL", mode = EnumSource.Mode.EXCLUDE)
    void searchesAreExact(DType dtype) {
        for (long[] size : new long[][] {{1, 1, 3, 5}, {4, 100, 4, 33}, {1, 1000, 1, 9000}}) {
            Operand unsorted = random(dtype, size[1], size[0], size[1], 1);
            Operand sorted = empty(dtype, size[0], size[1], 1);
            run(reference::run, new RowCall.Sort(false), unsorted, sorted, empty(DType.INT64, size[0], size[1], 1));
            Operand bounds = new Operand(sorted.buffer, size[0], size[1]);
            Operand values = random(dtype, size[3], size[2], size[3]);
            check(new Call.Search(false), 1, bounds, values, empty(DType.INT64, size[2], size[3]));
            check(new Call.Search(true), 1, bounds, values, empty(DType.INT64, size[2], size[3]));
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void slicesAreOrdered(DType dtype) {
        for (long[] size : new long[][] {{1, 1}, {17, 1}, {300, 2}, {100, 40}}) {
            check(new Call.SliceOrder(), 1, random(dtype, size[0], size), empty(DType.INT64, size[0]));
        }
    }

    @Test
    void truePlacesAreFound() {
        for (long[] shape : new long[][] {{1}, {207}, {70_000}, {3, 4, 5}, {700, 101}, {2, 50_000}, {40_000, 2}}) {
            Operand mask = random(DType.BOOL, 5, shape);
            long count = 0;
            for (int i = 0; i < mask.buffer.numel(); i++) {
                count += mask.buffer.bits(i);
            }
            check(new Call.NonZero(), 1, mask, empty(DType.INT64, shape.length, count));
        }
    }

    private interface OfShape {
        void run(long[] shape, long seed);
    }

    private static void each(OfShape test) {
        for (int i = 0; i < SHAPES.length; i++) {
            test.run(SHAPES[i], i);
        }
    }

    private void takes(RowCall call, DType dtype, long[] shape, long length, long seed) {
        long[] result = {shape[0], length, shape[2]};
        check(call, 2, random(dtype, seed, shape), empty(dtype, result), empty(DType.INT64, result));
    }

    /** A row-major operand. */
    private record Operand(Buffer buffer, long... shape) {
        Region region() {
            Shape of = Shape.of(shape);
            return new Region(buffer.dtype(), shape, of.contiguousStrides(), 0);
        }
    }

    private static Operand random(DType dtype, long seed, long... shape) {
        return new Operand(Buffer.random(dtype, numel(shape), new SplittableRandom(seed)), shape);
    }

    private static Operand finite(DType dtype, long seed, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        Operand made = empty(dtype, shape);
        for (int i = 0; i < made.buffer.numel(); i++) {
            made.buffer.set(i, random.nextDouble(-1, 1));
        }
        return made;
    }

    private static Operand empty(DType dtype, long... shape) {
        return new Operand(Buffer.of(dtype, numel(shape)), shape);
    }

    private static int numel(long[] shape) {
        return (int) Shape.of(shape).numel();
    }

    private interface Runner {
        void run(Call call, List<Region> regions, long[] addresses, Workers workers);
    }

    private static void run(Runner runner, Call call, Operand... operands) {
        run(runner, Workers.ALONE, call, List.of(operands));
    }

    private static void run(Runner runner, Workers workers, Call call, List<Operand> operands) {
        long[] addresses = operands.stream()
                .mapToLong(operand -> operand.buffer.address(0))
                .toArray();
        runner.run(call, operands.stream().map(Operand::region).toList(), addresses, workers);
    }

    private void check(Call call, int outputs, Operand... operands) {
        List<Operand> expected = fresh(operands, outputs);
        run(reference::run, Workers.ALONE, call, expected);
        for (Workers workers : List.of(Workers.ALONE, TestWorkers.THREE)) {
            List<Operand> found = fresh(operands, outputs);
            run(Calls::run, workers, call, found);
            String what = call + " of " + operands[0].region() + " on " + workers.parallelism() + " threads";
            for (int i = operands.length - outputs; i < operands.length; i++) {
                found.get(i).buffer.assertSame(expected.get(i).buffer, what + ", operand " + i);
            }
        }
    }

    private static List<Operand> fresh(Operand[] operands, int outputs) {
        int inputs = operands.length - outputs;
        List<Operand> fresh = new ArrayList<>(Stream.of(operands).limit(inputs).toList());
        Stream.of(operands)
                .skip(inputs)
                .forEach(operand -> fresh.add(new Operand(operand.buffer.copy(), operand.shape)));
        return fresh;
    }
}
