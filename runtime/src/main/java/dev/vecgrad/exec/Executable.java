package dev.vecgrad.exec;

import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.spi.Kernel;
import dev.vecgrad.type.Device;

/** A compiled kernel with what the launcher must know of its operands. */
public final class Executable {
    private final Device device;
    private final KernelSpec spec;
    private final Kernel kernel;
    private final int inputs;
    private final int[] itemSizes;

    Executable(Device device, KernelSpec spec, Kernel kernel) {
        this.device = device;
        this.spec = spec;
        this.kernel = kernel;
        this.inputs = spec.inputs().size();
        this.itemSizes = new int[inputs + spec.outputs().size()];
        int n = 0;
        for (Operand input : spec.inputs()) {
            itemSizes[n++] = input.dtype().itemSize();
        }
        for (Operand output : spec.outputs()) {
            itemSizes[n++] = output.dtype().itemSize();
        }
    }

    /** {@return {@code spec} compiled by the backend of {@code device}} */
    public static Executable of(Device device, KernelSpec spec) {
        return new Executable(device, spec, Backends.of(device).compile(spec));
    }

    /** {@return what was compiled} */
    public KernelSpec spec() {
        return spec;
    }

    /** {@return where it runs} */
    Device device() {
        return device;
    }

    /**
     * Says that many launches are to come, and waits for the kernel to become as fast as it gets, at most for so long. {@return whether there
     * is nothing left to wait for}
     */
    public boolean prepare(long nanos) {
        return kernel.prepare(nanos);
    }

    Kernel kernel() {
        return kernel;
    }

    /** {@return whether it writes an operand} */
    boolean writes(int operand) {
        return operand >= inputs;
    }

    int itemSize(int operand) {
        return itemSizes[operand];
    }
}
