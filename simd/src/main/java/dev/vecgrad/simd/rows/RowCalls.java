package dev.vecgrad.simd.rows;

import dev.vecgrad.ir.Region;
import dev.vecgrad.ir.RowCall;
import dev.vecgrad.spi.Workers;
import java.util.List;

/** The calls that treat rows, on a CPU. No operand is empty. */
public final class RowCalls {
    private RowCalls() {}

    /** Runs {@code call} to its end. */
    public static void run(RowCall call, List<Region> regions, long[] addresses, Workers workers) {
        Rows rows = new Rows(regions, addresses);
        switch (call) {
            case RowCall.Sum(boolean reverse) -> new SumScan(rows, reverse).run(workers);
            case RowCall.Product() -> new OtherScans(rows).product(workers);
            case RowCall.Extreme(boolean greatest) -> new OtherScans(rows).extreme(greatest, workers);
            case RowCall.Recurrence(boolean reverse) -> new OtherScans(rows).recurrence(reverse, workers);
            case RowCall.Sort(boolean descending) -> new RowSort(rows, workers).sort(descending);
            case RowCall.Top(boolean greatest) -> top(rows, greatest, workers);
            case RowCall.Kth(long k) -> new Selection(rows, workers).kth(Math.toIntExact(k));
            case RowCall.Median(boolean skipNan) -> new Selection(rows, workers).median(skipNan);
            case RowCall.Mode() -> new RowSort(rows, workers).mode();
        }
    }

    /** Few elements are selected; for many, the row is sorted as a whole. */
    private static void top(Rows rows, boolean greatest, Workers workers) {
        if (rows.length(1) <= rows.length / 4) {
            new Selection(rows, workers).top(greatest);
        } else {
            new RowSort(rows, workers).sort(greatest);
        }
    }
}
