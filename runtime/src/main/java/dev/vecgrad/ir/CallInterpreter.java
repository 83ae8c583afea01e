package dev.vecgrad.ir;

import java.util.Arrays;
import java.util.List;

/** Runs a {@link Call} element by element, in row-major order of the operand that leads it. */
final class CallInterpreter {
    private final List<Region> regions;
    private final List<Interpreter.Elements> operands;

    /** Runs on these operands, in the order said at the call. */
    CallInterpreter(List<Region> regions, List<Interpreter.Elements> operands) {
        this.regions = regions;
        this.operands = operands;
    }

    /** Runs the call. */
    void run(Call call) {
        switch (call) {
            case Call.Take t -> take(t.indices());
            case Call.Put p -> put(p.indices(), p.meeting());
            case Call.Philox p -> forEach(0, at -> set(0, at, Philox.word(p.seed(), p.offset(), at[0])));
            case Call.NonZero _ -> new SearchInterpreter(regions, operands).nonZero();
            case Call.Search s -> new SearchInterpreter(regions, operands).search(s.right());
            case Call.SliceOrder _ -> new SearchInterpreter(regions, operands).sliceOrder();
            case RowCall r -> new RowInterpreter(regions, operands).run(r);
            case Convolution c -> new ConvolutionInterpreter(regions, operands).run(c);
            case MaxPool p -> new MaxPoolInterpreter(p, regions, operands).run();
        }
    }

    @FunctionalInterface
    private interface At {
        void run(long[] at);
    }

    /** Visits the indices of operand {@code leader} in row-major order. */
    private void forEach(int leader, At body) {
        long[] sizes = regions.get(leader).sizes();
        long n = 1;
        for (long size : sizes) {
            n *= size;
        }
        for (long i = 0; i < n; i++) {
            body.run(unravel(i, sizes));
        }
    }

    private static long[] unravel(long index, long[] sizes) {
        long[] at = new long[sizes.length];
        long rest = index;
        for (int d = sizes.length - 1; d >= 0; d--) {
            at[d] = rest % sizes[d];
            rest /= sizes[d];
        }
        return at;
    }

    private void take(Indices indices) {
        int out = indices.count() + 1;
        check(indices, 1, 0);
        forEach(out, at -> set(out, at, get(0, named(indices, 1, 0, at))));
    }

    private void put(Indices indices, Meeting meeting) {
        int source = indices.count();
        int out = source + 1;
        check(indices, 0, out);
        forEach(source, at -> {
            long[] place = named(indices, 0, out, at);
            set(out, place, meeting.of(regions.get(out).dtype(), get(out, place), get(source, at)));
        });
    }

    /** Throws if an index, the first of which is operand {@code first}, is out of range of its dim of operand {@code target}. */
    private void check(Indices indices, int first, int target) {
        forEach(first, at -> {
            for (int k = 0; k < indices.count(); k++) {
                long size = size(target, at.length + k);
                long index = get(first + k, at);
                if (index < indices.lowest(size) || index >= size) {
                    throw indices.outOfRange(k, index, size);
                }
            }
        });
    }

    private long[] named(Indices indices, int first, int target, long[] at) {
        long[] place = Arrays.copyOf(at, at.length + indices.count());
        for (int k = 0; k < indices.count(); k++) {
            long index = get(first + k, at);
            place[at.length + k] = index < 0 ? index + size(target, at.length + k) : index;
        }
        return place;
    }

    private long size(int operand, int dim) {
        return regions.get(operand).sizes()[dim];
    }

    private long get(int operand, long[] at) {
        return operands.get(operand).get(distance(operand, at));
    }

    private void set(int operand, long[] at, long value) {
        operands.get(operand).set(distance(operand, at), value);
    }

    private long distance(int operand, long[] at) {
        long[] strides = regions.get(operand).strides();
        long distance = 0;
        for (int d = 0; d < at.length; d++) {
            distance += at[d] * strides[d];
        }
        return distance;
    }
}
