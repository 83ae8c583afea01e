package dev.vecgrad.simd;

import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Region;
import dev.vecgrad.memory.NativeAllocator;
import dev.vecgrad.simd.machine.Width;
import dev.vecgrad.spi.Backend;
import dev.vecgrad.spi.DeviceAllocator;
import dev.vecgrad.spi.Kernel;
import dev.vecgrad.spi.KernelCache;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.Device;
import java.util.List;

/** The CPU: kernels made of vector loops that are generated at run time. */
public final class SimdBackend implements Backend {
    private final DeviceAllocator allocator = new NativeAllocator();
    private final KernelCache kernels = new KernelCache(SimdKernel::of);

    /**
     * The backend; ServiceLoader makes it.
     *
     * @throws dev.vecgrad.type.DeviceException if this JVM was started without the Vector API's module or without native access
     */
    public SimdBackend() {
        Flags.require();
    }

    /** {@return whether this machine has vectors of {@code bits} bits, so that {@code -Dvecgrad.vector.bits} may ask for them} */
    public static boolean supportsVectorBits(int bits) {
        return Width.supported(bits);
    }

    @Override
    public String name() {
        return "simd";
    }

    @Override
    public Device device() {
        return Device.CPU;
    }

    @Override
    public int priority() {
        return 10;
    }

    @Override
    public String description() {
        return "vectors of " + Width.BITS + " bits (" + Width.lanes(4) + " float32 lanes)";
    }

    @Override
    public DeviceAllocator allocator() {
        return allocator;
    }

    @Override
    public boolean isSettled() {
        return Warmer.isResting();
    }

    @Override
    public Kernel compile(KernelSpec spec) {
        return kernels.get(spec);
    }

    @Override
    public boolean mayFail() {
        return false;
    }

    @Override
    public void run(Call call, List<Region> operands, long[] addresses, Workers workers) {
        Calls.run(call, operands, addresses, workers);
    }
}
