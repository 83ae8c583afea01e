package dev.vecgrad.opencl;

import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.Region;
import dev.vecgrad.type.DType;
import org.jspecify.annotations.Nullable;

/** Random words made on the device: a work item for each block of four. */
final class PhiloxWords {
    private static final int GROUP = 64;
    private static final int WORDS = 4;

    private final OpenClBackend backend;
    private volatile @Nullable Program program;

    PhiloxWords(OpenClBackend backend) {
        this.backend = backend;
    }

    /** Puts the making of a region's words into the queue. {@return true} */
    boolean run(Call.Philox call, Region region, long address) {
        long n = region.sizes()[0];
        Buffers.Buffer buffer = backend.buffers().at(address);
        program().enqueue(Range.of((n + WORDS - 1) / WORDS, GROUP), arguments -> {
            arguments.int64(n);
            arguments.int64(call.seed());
            arguments.int64(call.offset());
            arguments.buffer(buffer.handle());
            arguments.int64(buffer.index(address, DType.INT32));
        });
        return true;
    }

    private Program program() {
        Program known = program;
        return known != null ? known : build();
    }

    private synchronized Program build() {
        Program known = program;
        if (known == null) {
            known = backend.programs(Resources.text("philox.cl"), "philox").getFirst();
            program = known;
        }
        return known;
    }
}
