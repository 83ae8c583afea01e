package dev.vecgrad.simd;

import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.Indices;
import dev.vecgrad.ir.Meeting;
import dev.vecgrad.ir.Region;
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
                if (!isEmpty(r.get(out))) {
                    DType dtype = r.get(out).dtype();
                    new Taking(IndexedWalk.of(indices, r.toArray(Region[]::new), a), dtype).run(workers);
                }
            }
            case Call.Put(var indices, var meeting) -> {
                int source = indices.count();
                if (!isEmpty(r.get(source))) {
                    put(indices, meeting, r, a, workers);
                }
            }
            case Call.Philox(long seed, long offset) -> philox(seed, offset, r.getFirst(), a[0], workers);
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

    private static boolean isEmpty(Region region) {
        return Odometer.numel(region.sizes(), region.sizes().length) == 0;
    }

    private static void philox(long seed, long offset, Region out, long address, Workers workers) {
        long words = Odometer.numel(out.sizes(), out.sizes().length);
        workers.forEach(words, PHILOX_GRAIN, (begin, end) -> Philox.fill(seed, offset, address, begin, end));
    }
}
