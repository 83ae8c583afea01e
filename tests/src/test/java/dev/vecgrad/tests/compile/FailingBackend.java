package dev.vecgrad.tests.compile;

import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Region;
import dev.vecgrad.spi.Kernel;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.tests.BackendByName;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The simd backend, whose work may {@linkplain Failure fail}. Only {@code -Dvecgrad.backend=failing} takes it, on one thread. */
public final class FailingBackend extends BackendByName {
    /** Found by ServiceLoader. */
    public FailingBackend() {
        super("failing", ", which fail when they are told to");
    }

    @Override
    public Kernel compile(KernelSpec spec) {
        Kernel kernel = simd().compile(spec);
        return (launch, addresses, workers) -> Failure.orRun(() -> kernel.run(launch, addresses, workers));
    }

    @Override
    public void run(Call call, List<Region> operands, long[] addresses, Workers workers) {
        Failure.orRun(() -> simd().run(call, operands, addresses, workers));
    }

    @Override
    public void write(long address, MemorySegment source) {
        Failure.orRun(() -> simd().write(address, source));
    }
}
