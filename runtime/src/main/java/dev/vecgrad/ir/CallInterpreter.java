package dev.vecgrad.ir;

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
            case Call.Gather g -> forEach(1, at -> set(2, at, get(0, redirected(at, g.dim(), get(1, at)))));
            case Call.ScatterAdd s -> forEach(0, at -> add(2, redirected(at, s.dim(), get(0, at)), get(1, at)));
            case Call.IndexSelect s ->
                forEach(2, at -> set(2, at, get(0, redirected(at, s.dim(), indexAt(1, at, s.dim())))));
            case Call.IndexAdd a ->
                forEach(1, at -> add(2, redirected(at, a.dim(), indexAt(0, at, a.dim())), get(1, at)));
            case Call.Philox p -> forEach(0, at -> set(0, at, Philox.word(p.seed(), p.offset(), at[0])));
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

    private static long[] redirected(long[] at, int dim, long index) {
        long[] redirected = at.clone();
        redirected[dim] = index;
        return redirected;
    }

    private long indexAt(int operand, long[] at, int dim) {
        return get(operand, new long[] {at[dim]});
    }

    private long get(int operand, long[] at) {
        return operands.get(operand).get(distance(operand, at));
    }

    private void set(int operand, long[] at, long value) {
        operands.get(operand).set(distance(operand, at), value);
    }

    private void add(int operand, long[] at, long value) {
        var dtype = regions.get(operand).dtype();
        set(operand, at, Scalars.apply(Prim.ADD, dtype, dtype, get(operand, at), value, 0));
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
