package dev.vecgrad.exec;

import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.MatrixProduct;
import dev.vecgrad.ir.Region;
import dev.vecgrad.memory.Epochs;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.type.Device;
import java.lang.ref.Reference;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs kernels and calls on storages. This alone turns storages into addresses: inside an epoch, so that nothing given back
 * meanwhile is used again, with every address checked against its storage, and with the storages held reachable until all
 * workers have ended.
 */
public final class Launcher {
    private Launcher() {}

    /** Runs a kernel; storages come in the order of its operands, inputs first. Without a kept element nothing is done. */
    public static void launch(Executable executable, Launch launch, Storage[] storages) {
        launch(executable, launch, storages, null);
    }

    /**
     * The same.
     *
     * @param params gives the launch's scalars, which are in it now, anew for each call of a function that is taken down; null if they are
     *     always the same
     */
    public static void launch(
            Executable executable, Launch launch, Storage[] storages, @Nullable Supplier<long[]> params) {
        Trace trace = Tracing.current();
        if (trace == null) {
            launchNow(executable, launch, storages);
        } else if (launch.keptNumel() != 0) {
            Tracing.use(storages);
            trace.kernel(executable, launch, storages, params);
        }
    }

    private static void launchNow(Executable executable, Launch launch, Storage[] storages) {
        if (launch.keptNumel() == 0) {
            return;
        }
        long[] addresses = new long[storages.length];
        int slot = Epochs.enter();
        try {
            for (int i = 0; i < storages.length; i++) {
                OneDevice.require(executable.device(), storages[i]);
                addresses[i] = address(executable, launch, storages[i], i);
            }
            executable.kernel().run(launch, addresses, WorkerPool.shared());
        } finally {
            Epochs.exit(slot);
            hold(storages);
        }
    }

    private static long address(Executable executable, Launch launch, Storage storage, int operand) {
        long offset = launch.offsets()[operand];
        int itemSize = executable.itemSize(operand);
        if (launch.reducedNumel() != 0) {
            long low = Extent.lowest(offset, launch.kept(), launch.keptStrides()[operand]);
            long high = Extent.highest(offset, launch.kept(), launch.keptStrides()[operand]);
            Extent.require(
                    Extent.lowest(low, launch.reduced(), launch.reducedStrides()[operand]),
                    Extent.highest(high, launch.reduced(), launch.reducedStrides()[operand]),
                    itemSize,
                    storage.bytes(),
                    operand);
        }
        return storage.address(executable.writes(operand)) + offset * itemSize;
    }

    /** Runs a map over {@code n} elements of operands that have them without gaps, all in the same order. */
    public static void launchDense(Executable executable, long n, Operands operands, long[] params) {
        if (n == 0) {
            return;
        }
        if (Tracing.isOn()) {
            launch(executable, operands.launch(n, params.clone()), operands.takeStorages());
            return;
        }
        int count = operands.count();
        long[] addresses = operands.addresses();
        int slot = Epochs.enter();
        try {
            for (int i = 0; i < count; i++) {
                Storage storage = operands.storage(i);
                OneDevice.require(executable.device(), storage);
                long offset = operands.offset(i);
                int itemSize = executable.itemSize(i);
                Extent.require(offset, offset + n - 1, itemSize, storage.bytes(), i);
                addresses[i] = storage.address(executable.writes(i)) + offset * itemSize;
            }
            executable.kernel().runDense(n, count, addresses, params, WorkerPool.shared());
        } finally {
            Epochs.exit(slot);
            operands.letGo();
        }
    }

    /** Runs a call; storages come in the order of its operands. */
    public static void run(Device device, Call call, List<Region> operands, Storage... storages) {
        run(device, call, null, operands, storages);
    }

    /**
     * The same.
     *
     * @param renewed gives the call, anew for each call of a function that is taken down
     */
    public static void run(
            Device device, Supplier<? extends Call> renewed, List<Region> operands, Storage... storages) {
        run(device, renewed.get(), renewed, operands, storages);
    }

    private static void run(
            Device device,
            Call call,
            @Nullable Supplier<? extends Call> renewed,
            List<Region> operands,
            Storage[] storages) {
        Trace trace = Tracing.current();
        if (trace != null) {
            Tracing.use(storages);
            trace.call(device, call, renewed, operands, storages);
            return;
        }
        long[] addresses = new long[storages.length];
        int slot = Epochs.enter();
        try {
            for (int i = 0; i < storages.length; i++) {
                OneDevice.require(device, storages[i]);
                addresses[i] = address(operands.get(i), storages[i], i, call.writes(i, storages.length));
            }
            Backends.of(device).run(call, operands, addresses, WorkerPool.shared());
        } finally {
            Epochs.exit(slot);
            hold(storages);
        }
    }

    private static long address(Region region, Storage storage, int operand, boolean written) {
        int itemSize = region.dtype().itemSize();
        if (!region.isEmpty()) {
            Extent.require(
                    Extent.lowest(region.offset(), region.sizes(), region.strides()),
                    Extent.highest(region.offset(), region.sizes(), region.strides()),
                    itemSize,
                    storage.bytes(),
                    operand);
        }
        return storage.address(written) + region.offset() * itemSize;
    }

    /** Runs a batch of matrix products on the storages of a, b and c, of which c overlaps neither a nor b. */
    public static void multiply(MatrixProduct product, Storage... storages) {
        Trace trace = Tracing.current();
        if (trace != null) {
            Tracing.use(storages);
            trace.product(product, storages);
            return;
        }
        int itemSize = product.dtype().itemSize();
        Device device = storages[0].device();
        long[] addresses = new long[storages.length];
        int slot = Epochs.enter();
        try {
            for (int i = 0; i < storages.length; i++) {
                OneDevice.require(device, storages[i]);
                long first = product.matrix(i).offset();
                long last = product.lastElement(i);
                if (last >= first) {
                    Extent.require(first, last, itemSize, storages[i].bytes(), i);
                }
                addresses[i] = storages[i].address(i == 2);
            }
            Products.run(device, product, addresses, WorkerPool.shared());
        } finally {
            Epochs.exit(slot);
            hold(storages);
        }
    }

    /**
     * Tests values that are there, unless what is known of them is enough: at once, or each time a function that is taken down is called.
     *
     * @param operands int64 or int32, which the test reads by number
     */
    public static void check(Check check, List<Region> operands, Storage... storages) {
        Trace trace = Tracing.current();
        if (trace != null) {
            Tracing.use(storages);
            trace.check(check, operands, storages);
            return;
        }
        if (check.passes(operand -> storages[operand].range())) {
            return;
        }
        Device device = storages[0].device();
        Work work = new Work.Tested(device, check, operands);
        long[] addresses = new long[storages.length];
        int slot = Epochs.enter();
        try {
            for (int i = 0; i < storages.length; i++) {
                OneDevice.require(device, storages[i]);
                long _ = address(operands.get(i), storages[i], i, false);
                addresses[i] = storages[i].address();
            }
            work.run(addresses, WorkerPool.shared());
        } finally {
            Epochs.exit(slot);
            hold(storages);
        }
    }

    @SuppressWarnings("ReachabilityFenceUsage") // every caller is in a finally block
    private static void hold(Storage[] storages) {
        for (Storage storage : storages) {
            Reference.reachabilityFence(storage);
        }
    }
}
