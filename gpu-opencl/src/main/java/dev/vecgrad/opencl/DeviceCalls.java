package dev.vecgrad.opencl;

import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.Convolution;
import dev.vecgrad.ir.MaxPool;
import dev.vecgrad.ir.Region;
import dev.vecgrad.ir.RowCall;
import java.util.List;

/** The calls that a device runs itself. */
final class DeviceCalls {
    private final PhiloxWords philox;
    private final IndexedCalls indexed;
    private final WindowCalls windows;

    DeviceCalls(OpenClBackend backend) {
        this.philox = new PhiloxWords(backend);
        this.indexed = new IndexedCalls(backend);
        this.windows = new WindowCalls(backend);
    }

    /** Puts a call into the queue, if it is one of these. {@return whether it is} */
    boolean run(Call call, List<Region> operands, long[] addresses) {
        return switch (call) {
            case Call.Philox words -> philox.run(words, operands.getFirst(), addresses[0]);
            case Call.Take take -> indexed.take(take, operands, addresses);
            case Call.Put put -> indexed.put(put, operands, addresses);
            case Convolution convolution -> windows.run(convolution, operands, addresses);
            case MaxPool pool -> windows.run(pool, operands, addresses);
            case Call.NonZero _, Call.Search _, Call.SliceOrder _, RowCall _ -> false;
        };
    }
}
