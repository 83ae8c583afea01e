package dev.vecgrad.ir;

import dev.vecgrad.type.DType;
import java.util.List;
import java.util.stream.LongStream;

/** Runs the calls that look for places: true elements, bounds, the order of slices. */
final class SearchInterpreter {
    private final List<Region> regions;
    private final List<Interpreter.Elements> operands;
    private final DType dtype;

    /** Runs on these operands, in the order said at the call. */
    SearchInterpreter(List<Region> regions, List<Interpreter.Elements> operands) {
        this.regions = regions;
        this.operands = operands;
        this.dtype = regions.getFirst().dtype();
    }

    /** Writes the places of true elements. */
    void nonZero() {
        long[] sizes = regions.getFirst().sizes();
        long numel = LongStream.of(sizes).reduce(1, (a, b) -> a * b);
        long count = regions.get(1).sizes()[1];
        long found = 0;
        for (long i = 0; i < numel; i++) {
            if (operands.getFirst().get(i) != 0) {
                long rest = i;
                for (int d = sizes.length - 1; d >= 0; d--) {
                    operands.get(1).set(d * count + found, rest % sizes[d]);
                    rest /= sizes[d];
                }
                found++;
            }
        }
    }

    /** Writes how many bounds come before each value. */
    void search(boolean right) {
        long bounds = regions.getFirst().sizes()[1];
        boolean shared = regions.getFirst().sizes()[0] == 1;
        long[] sizes = regions.get(1).sizes();
        for (long row = 0; row < sizes[0]; row++) {
            for (long i = row * sizes[1]; i < (row + 1) * sizes[1]; i++) {
                long from = shared ? 0 : row * bounds;
                operands.get(2).set(i, before(from, bounds, operands.get(1).get(i), right));
            }
        }
    }

    private long before(long from, long bounds, long value, boolean right) {
        long start = 0;
        long end = bounds;
        while (start < end) {
            long mid = start + (end - start) / 2;
            if (isBefore(operands.getFirst().get(from + mid), value, right)) {
                start = mid + 1;
            } else {
                end = mid;
            }
        }
        return start;
    }

    private boolean isBefore(long bound, long value, boolean right) {
        if (dtype.isFloatingPoint()) {
            double b = Double.longBitsToDouble(bound);
            double v = Double.longBitsToDouble(value);
            return right ? !(b > v) : !(b >= v);
        }
        return right ? bound <= value : bound < value;
    }

    /** Writes the order of slices. */
    void sliceOrder() {
        long[] sizes = regions.getFirst().sizes();
        long[] order = LongStream.range(0, sizes[0])
                .boxed()
                .sorted((a, b) -> compareSlices(a, b, sizes[1]))
                .mapToLong(Long::longValue)
                .toArray();
        for (int i = 0; i < order.length; i++) {
            operands.get(1).set(i, order[i]);
        }
    }

    private int compareSlices(long a, long b, long length) {
        Interpreter.Elements slices = operands.getFirst();
        for (long i = 0; i < length; i++) {
            int order = Ordering.compare(dtype, slices.get(a * length + i), slices.get(b * length + i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
