package dev.vecgrad.opencl;

import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Lowering;
import dev.vecgrad.ir.MatrixProduct;
import dev.vecgrad.ir.Region;
import dev.vecgrad.spi.Backend;
import dev.vecgrad.spi.DeviceAllocator;
import dev.vecgrad.spi.Kernel;
import dev.vecgrad.spi.KernelCache;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.Device;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** One OpenCL device: kernels printed as OpenCL C, in one queue, of which nobody waits for the end before a value is read. */
final class OpenClBackend implements Backend {
    private static final System.Logger LOG = System.getLogger(OpenClBackend.class.getName());

    private final Device device;
    private final CommandQueue queue;
    private final Buffers buffers;
    private final Scratch scratch;
    private final HostCalls hostCalls;
    private final DeviceProducts products;
    private final DeviceCalls calls;
    private final KernelCache kernels = new KernelCache(this::make);

    OpenClBackend(Device device, Cl cl, ClDevice facts) {
        this.device = device;
        this.queue = new CommandQueue(cl, facts);
        this.buffers = new Buffers(queue);
        this.scratch = new Scratch(queue);
        this.hostCalls = new HostCalls(device, new HostVisit(queue, buffers));
        this.products = new DeviceProducts(this);
        this.calls = new DeviceCalls(this);
    }

    @Override
    public String name() {
        return OpenCl.TYPE;
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public String description() {
        return facts().name() + " by " + facts().platform();
    }

    @Override
    public DeviceAllocator allocator() {
        return buffers;
    }

    @Override
    public Kernel compile(KernelSpec spec) {
        return kernels.get(spec);
    }

    private Kernel make(KernelSpec spec) {
        KernelSpec lowered = Lowering.lower(spec);
        return !facts().doubles() && Doubles.areUsed(lowered)
                ? hostCalls.kernel(spec, "float64")
                : new OpenClKernel(lowered, this);
    }

    @Override
    public boolean mayFail() {
        return false;
    }

    @Override
    public void run(Call call, List<Region> operands, long[] addresses, Workers workers) {
        if (!calls.run(call, operands, addresses)) {
            hostCalls.run(call, operands, addresses, workers);
        }
    }

    @Override
    public void multiply(MatrixProduct product, long[] addresses, Workers workers) {
        products.multiply(product, addresses);
    }

    @Override
    public void read(long address, MemorySegment target) {
        Buffers.Buffer buffer = buffers.at(address);
        if (target.isNative()) {
            queue.read(buffer.handle(), buffer.offset(address), target);
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment staged = arena.allocate(target.byteSize());
            queue.read(buffer.handle(), buffer.offset(address), staged);
            target.copyFrom(staged);
        }
    }

    @Override
    public void write(long address, MemorySegment source) {
        Buffers.Buffer buffer = buffers.at(address);
        if (source.isNative()) {
            queue.write(buffer.handle(), buffer.offset(address), source);
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment staged = arena.allocate(source.byteSize());
            staged.copyFrom(source);
            queue.write(buffer.handle(), buffer.offset(address), staged);
        }
    }

    // ---- what its kernels need

    /** {@return what the driver says of the device} */
    ClDevice facts() {
        return queue.device();
    }

    CommandQueue queue() {
        return queue;
    }

    Buffers buffers() {
        return buffers;
    }

    Scratch scratch() {
        return scratch;
    }

    /** {@return how many elements a work item computes side by side} */
    int vectorWidth() {
        return facts().gpu() ? 4 : 16;
    }

    /**
     * {@return the functions of a source with these names, compiled}
     *
     * @throws dev.vecgrad.type.KernelException if the driver cannot build it
     */
    List<Program> programs(String source, String... names) {
        LOG.log(System.Logger.Level.DEBUG, "{0}: a program is built: {1}", device, String.join(", ", names));
        String doubles = facts().doubles() ? "#pragma OPENCL EXTENSION cl_khr_fp64 : enable\n" : "";
        String division = facts().exactDivision() ? " -cl-fp32-correctly-rounded-divide-sqrt" : "";
        return Program.build(queue, doubles + source, "-cl-std=CL1.2 -w" + division, names);
    }
}
