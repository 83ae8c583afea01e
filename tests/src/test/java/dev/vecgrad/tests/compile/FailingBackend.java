package dev.vecgrad.tests.compile;

import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Region;
import dev.vecgrad.simd.SimdBackend;
import dev.vecgrad.spi.Backend;
import dev.vecgrad.spi.DeviceAllocator;
import dev.vecgrad.spi.Kernel;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.Device;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The simd backend, whose work may {@linkplain Failure fail}. Only {@code -Dvecgrad.backend=failing} takes it, on one thread. */
public final class FailingBackend implements Backend {
    private final Backend sound = new SimdBackend();

    /** Found by ServiceLoader. */
    public FailingBackend() {}

    @Override
    public String name() {
        return "failing";
    }

    @Override
    public Device device() {
        return Device.CPU;
    }

    @Override
    public int priority() {
        return -1;
    }

    @Override
    public String description() {
        return sound.description() + ", which fail when they are told to";
    }

    @Override
    public DeviceAllocator allocator() {
        return sound.allocator();
    }

    @Override
    public Kernel compile(KernelSpec spec) {
        Kernel kernel = sound.compile(spec);
        return (launch, addresses, workers) -> Failure.orRun(() -> kernel.run(launch, addresses, workers));
    }

    @Override
    public void run(Call call, List<Region> operands, long[] addresses, Workers workers) {
        Failure.orRun(() -> sound.run(call, operands, addresses, workers));
    }

    @Override
    public void write(long address, MemorySegment source) {
        Failure.orRun(() -> sound.write(address, source));
    }
}
