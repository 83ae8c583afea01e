package dev.vecgrad.exec;

import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.MatrixProduct;
import dev.vecgrad.ir.Region;
import dev.vecgrad.spi.Backend;
import dev.vecgrad.spi.DeviceAllocator;
import dev.vecgrad.spi.Kernel;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A backend whose kernels and calls the profiler sees.
 *
 * @param backend does the work
 */
record ProfiledBackend(Backend backend) implements Backend {
    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public Device device() {
        return backend.device();
    }

    @Override
    public int priority() {
        return backend.priority();
    }

    @Override
    public String description() {
        return backend.description();
    }

    @Override
    public DeviceAllocator allocator() {
        return backend.allocator();
    }

    @Override
    public Kernel compile(KernelSpec spec) {
        return new ProfiledKernel(backend.compile(spec), device(), spec);
    }

    @Override
    public boolean isSettled() {
        return backend.isSettled();
    }

    @Override
    public boolean mayFail() {
        return backend.mayFail();
    }

    @Override
    public void run(Call call, List<Region> operands, long[] addresses, Workers workers) {
        Profiler.observe(new Run(call, operands, device()), () -> backend.run(call, operands, addresses, workers));
    }

    @Override
    public void multiply(MatrixProduct product, long[] addresses, Workers workers) {
        Profiler.observe(new Multiplication(product, device()), () -> backend.multiply(product, addresses, workers));
    }

    @Override
    public void read(long address, MemorySegment target) {
        backend.read(address, target);
    }

    @Override
    public void write(long address, MemorySegment source) {
        backend.write(address, source);
    }

    private record Multiplication(MatrixProduct product, Device where) implements Observed {
        @Override
        public String name() {
            return product.dtype() == DType.FLOAT32 ? "sgemm" : "dgemm";
        }

        @Override
        public String shape() {
            return product.count() + "x" + product.m() + "x" + product.n() + "x" + product.k();
        }

        @Override
        public String device() {
            return where.toString();
        }

        @Override
        public long bytes() {
            long elements = product.m() * product.k() + product.k() * product.n() + product.m() * product.n();
            return product.count() * elements * product.dtype().itemSize();
        }
    }

    private record Run(Call call, List<Region> operands, Device where) implements Observed {
        @Override
        public String name() {
            return call.getClass().getSimpleName();
        }

        @Override
        public String shape() {
            return operands.stream()
                    .map(region -> Arrays.stream(region.sizes())
                            .mapToObj(Long::toString)
                            .collect(Collectors.joining("x")))
                    .collect(Collectors.joining(", "));
        }

        @Override
        public String device() {
            return where.toString();
        }

        @Override
        public long bytes() {
            return operands.stream()
                    .mapToLong(region ->
                            Arrays.stream(region.sizes()).reduce(region.dtype().itemSize(), (a, b) -> a * b))
                    .sum();
        }
    }
}
