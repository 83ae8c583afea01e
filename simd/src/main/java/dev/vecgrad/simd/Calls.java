package dev.vecgrad.simd;

import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.Convolution;
import dev.vecgrad.ir.Indices;
import dev.vecgrad.ir.MaxPool;
import dev.vecgrad.ir.Meeting;
import dev.vecgrad.ir.Region;
import dev.vecgrad.ir.RowCall;
import dev.vecgrad.simd.conv.Convolutions;
import dev.vecgrad.simd.rows.RowCalls;
import dev.vecgrad.simd.rows.Search;
import dev.vecgrad.simd.rows.SliceOrder;
import dev.vecgrad.simd.rows.TruePlaces;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import java.util.List;

/** The calls on a CPU. */
final class Calls {
    private static final long PHILOX_GRAIN = 1 << 12;

    private Calls() {}

    /** Runs {@code call} to its end. */
    static void run(Call call, List<Region> r, long[] a, Workers workers) {
        switch (call) {
            case Call.Take(var indices) -> {
                int out = indices.count() + 1;
                if (!r.get(out).isEmpty()) {
                    DType dtype = r.get(out).dtype();
                    new Taking(IndexedWalk.of(indices, r.toArray(Region[]::new), a), dtype).run(workers);
                }
            }
            case Call.Put(var indices, var meeting) -> {
                int source = indices.count();
                if (!r.get(source).isEmpty()) {
                    put(indices, meeting, r, a, workers);
                }
            }
            case Call.Philox(long seed, long offset) -> philox(seed, offset, r.getFirst(), a[0], workers);
            case Call.NonZero() -> unlessEmpty(r, () -> TruePlaces.run(r, a, workers));
            case Call.Search(boolean right) -> unlessEmpty(r, () -> Search.run(right, r, a, workers));
            case Call.SliceOrder() -> unlessEmpty(r, () -> SliceOrder.run(r, a));
            case Convolution convolution -> {
                if (!r.getLast().isEmpty()) {
                    Convolutions.run(convolution, r, a, workers);
                }
            }
            case MaxPool pool -> unlessEmpty(r, () -> Convolutions.run(pool, r, a, workers));
            case RowCall row -> unlessEmpty(r, () -> RowCalls.run(row, r, a, workers));
        }
    }

    private static void unlessEmpty(List<Region> operands, Runnable call) {
        if (operands.stream().noneMatch(Region::isEmpty)) {
            call.run();
        }
    }

    private static void put(Indices indices, Meeting meeting, List<Region> r, long[] a, Workers workers) {
        int out = indices.count() + 1;
        Region[] operands = new Region[out + 1];
        long[] addresses = new long[out + 1];
        for (int i = 0; i < operands.length; i++) {
            int from = i == 0 ? out : i - 1;
            operands[i] = r.get(from);
            addresses[i] = a[from];
        }
        new Putting(IndexedWalk.of(indices, operands, addresses), r.get(out).dtype(), meeting).run(workers);
    }

    private static void philox(long seed, long offset, Region out, long address, Workers workers) {
        long words = out.numel();
        workers.forEach(words, PHILOX_GRAIN, (begin, end) -> Philox.fill(seed, offset, address, begin, end));
    }
}
