package dev.vecgrad.ops;

import dev.vecgrad.core.ReduceFunction;
import dev.vecgrad.core.Value;
import dev.vecgrad.exec.HostTransfer;
import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.type.DType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/** Questions that an op asks of a tensor's elements before it runs. */
final class Predicates {
    private static final ReduceFunction COUNT = new ReduceFunction(
            DType.BOOL,
            List.of(),
            List.of(new Accumulator.Sum(Expr.input(0, DType.BOOL).cast(DType.INT64))),
            List.of(Expr.acc(0, 0, DType.INT64)));

    private Predicates() {}

    /** {@return whether an element of a bool value is true} */
    static boolean any(Value condition) {
        boolean[] all = new boolean[condition.rank()];
        Arrays.fill(all, true);
        Value count = COUNT.run(condition, all, false)[0];
        long[] read = new long[1];
        HostTransfer.read(count.storage(), 0, MemorySegment.ofArray(read));
        return read[0] != 0;
    }
}
