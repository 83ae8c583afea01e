package dev.vecgrad.simd;

import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.Region;
import dev.vecgrad.spi.Workers;
import java.util.List;

/** The calls on a CPU. */
final class Calls {
    private static final long PHILOX_GRAIN = 1 << 12;

    private Calls() {}

    /** Runs {@code call} to its end. */
    static void run(Call call, List<Region> r, long[] a, Workers workers) {
        if (r.stream().anyMatch(Calls::isEmpty)) {
            return;
        }
        switch (call) {
            case Call.Gather(int dim) ->
                new Indexed(dim, r.get(0), r.get(1), r.get(2), new long[] {a[0], a[1], a[2]}).gather(workers);
            case Call.IndexSelect(int dim) ->
                new Indexed(dim, r.get(0), r.get(1), r.get(2), new long[] {a[0], a[1], a[2]}).gather(workers);
            case Call.ScatterAdd(int dim) ->
                new Indexed(dim, r.get(2), r.get(0), r.get(1), new long[] {a[2], a[0], a[1]}).add(workers);
            case Call.IndexAdd(int dim) ->
                new Indexed(dim, r.get(2), r.get(0), r.get(1), new long[] {a[2], a[0], a[1]}).add(workers);
            case Call.Philox(long seed, long offset) -> philox(seed, offset, r.getFirst(), a[0], workers);
        }
    }

    private static boolean isEmpty(Region region) {
        return Odometer.numel(region.sizes(), region.sizes().length) == 0;
    }

    private static void philox(long seed, long offset, Region out, long address, Workers workers) {
        long words = Odometer.numel(out.sizes(), out.sizes().length);
        workers.forEach(words, PHILOX_GRAIN, (begin, end) -> Philox.fill(seed, offset, address, begin, end));
    }
}
