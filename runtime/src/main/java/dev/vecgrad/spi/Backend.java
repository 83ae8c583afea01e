package dev.vecgrad.spi;

import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.MatrixProduct;
import dev.vecgrad.ir.Region;
import dev.vecgrad.type.Device;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Runs kernels and calls on one kind of device. Implementations are thread safe and found with ServiceLoader. */
public interface Backend {
    /** {@return the name by which {@code -Dvecgrad.backend} chooses it, e.g. {@code "simd"}} */
    String name();

    /** {@return the device it serves} */
    Device device();

    /** {@return which of several backends of one device is taken when none is asked for: the highest; negative: never} */
    int priority();

    /** {@return one line for people: what it uses of the machine} */
    String description();

    /** {@return the source of its memory} */
    DeviceAllocator allocator();

    /** {@return the kernel that computes {@code spec}; the same object for equal specs as long as it is cached} */
    Kernel compile(KernelSpec spec);

    /** {@return whether no kernel is being made faster while others use it: figures taken before are those of a cold start} */
    default boolean isSettled() {
        return true;
    }

    /**
     * Runs a call to its end, or puts it at the end of the device's queue.
     *
     * @param operands the operands in the order said at the call
     * @param addresses of each operand's first element
     */
    void run(Call call, List<Region> operands, long[] addresses, Workers workers);

    /** {@return whether calls, products and copies may end with an exception that the values of their operands are no reason for, see {@link Kernel#mayFail}} */
    default boolean mayFail() {
        return true;
    }

    /**
     * Runs the matrix products of one group, where the device's memory is not the processor's. On the processor the runtime shares the work of a
     * {@link Gemm} out among its threads and never asks a backend.
     *
     * @param addresses of the first bytes of the storages of a, b and c
     */
    default void multiply(MatrixProduct product, long[] addresses, Workers workers) {
        throw new UnsupportedOperationException(name() + ": products are the runtime's");
    }

    /** Copies from the device, after all that was put into its queue, to {@code target}, memory of the heap or outside. */
    default void read(long address, MemorySegment target) {
        target.copyFrom(MemorySegment.ofAddress(address).reinterpret(target.byteSize()));
    }

    /** Copies {@code source}, memory of the heap or outside, to the device, after all that was put into its queue. */
    default void write(long address, MemorySegment source) {
        MemorySegment.ofAddress(address).reinterpret(source.byteSize()).copyFrom(source);
    }
}
