package dev.vecgrad.exec;

import dev.vecgrad.ir.Call;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.ir.Region;
import dev.vecgrad.memory.Epochs;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.type.Device;
import java.lang.ref.Reference;
import java.util.List;

/**
 * Runs kernels and calls on storages. This alone turns storages into addresses: inside an epoch, so that nothing given back
 * meanwhile is used again, with every address checked against its storage, and with the storages held reachable until all
 * workers have ended.
 */
public final class Launcher {
    private Launcher() {}

    /** Runs a kernel; storages come in the order of its operands, inputs first. Without a kept element nothing is done. */
    public static void launch(Executable executable, Launch launch, Storage[] storages) {
        if (launch.keptNumel() == 0) {
            return;
        }
        long[] addresses = new long[storages.length];
        int slot = Epochs.enter();
        try {
            for (int i = 0; i < storages.length; i++) {
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
        return storage.address() + offset * itemSize;
    }

    /** Runs a map over {@code n} elements of operands that have them without gaps, all in the same order. */
    public static void launchDense(Executable executable, long n, Operands operands, long[] params) {
        if (n == 0) {
            return;
        }
        int count = operands.count();
        long[] addresses = operands.addresses();
        int slot = Epochs.enter();
        try {
            for (int i = 0; i < count; i++) {
                Storage storage = operands.storage(i);
                long offset = operands.offset(i);
                int itemSize = executable.itemSize(i);
                Extent.require(offset, offset + n - 1, itemSize, storage.bytes(), i);
                addresses[i] = storage.address() + offset * itemSize;
            }
            executable.kernel().runDense(n, count, addresses, params, WorkerPool.shared());
        } finally {
            Epochs.exit(slot);
            operands.letGo();
        }
    }

    /** Runs a call; storages come in the order of its operands. */
    public static void run(Device device, Call call, List<Region> operands, Storage... storages) {
        long[] addresses = new long[storages.length];
        int slot = Epochs.enter();
        try {
            for (int i = 0; i < storages.length; i++) {
                addresses[i] = address(operands.get(i), storages[i], i);
            }
            Backends.of(device).run(call, operands, addresses, WorkerPool.shared());
        } finally {
            Epochs.exit(slot);
            hold(storages);
        }
    }

    private static long address(Region region, Storage storage, int operand) {
        int itemSize = region.dtype().itemSize();
        if (!isEmpty(region)) {
            Extent.require(
                    Extent.lowest(region.offset(), region.sizes(), region.strides()),
                    Extent.highest(region.offset(), region.sizes(), region.strides()),
                    itemSize,
                    storage.bytes(),
                    operand);
        }
        return storage.address() + region.offset() * itemSize;
    }

    private static boolean isEmpty(Region region) {
        for (long size : region.sizes()) {
            if (size == 0) {
                return true;
            }
        }
        return false;
    }

    /** Runs a batch of matrix products on the storages of a, b and c, of which c overlaps neither a nor b. */
    public static void multiply(MatrixProduct product, Storage... storages) {
        int itemSize = product.dtype().itemSize();
        MatrixProduct.Matrix a = product.a();
        MatrixProduct.Matrix b = product.b();
        MatrixProduct.Matrix c = product.c();
        long n = product.batch();
        int slot = Epochs.enter();
        try {
            require(a, a.lastElement(product.m(), product.k(), n), itemSize, storages[0], 0);
            require(b, b.lastElement(product.k(), product.n(), n), itemSize, storages[1], 1);
            require(c, c.lastElement(product.m(), product.n(), n), itemSize, storages[2], 2);
            Products.batched(
                    product.dtype(),
                    a.transposed(),
                    b.transposed(),
                    product.m(),
                    product.n(),
                    product.k(),
                    product.alpha(),
                    storages[0].address() + a.offset() * itemSize,
                    a.leading(),
                    storages[1].address() + b.offset() * itemSize,
                    b.leading(),
                    product.beta(),
                    storages[2].address() + c.offset() * itemSize,
                    c.leading(),
                    new Batch(
                            new long[] {n}, new long[] {a.stride()}, new long[] {b.stride()}, new long[] {c.stride()}),
                    WorkerPool.shared());
        } finally {
            Epochs.exit(slot);
            hold(storages);
        }
    }

    private static void require(MatrixProduct.Matrix matrix, long last, int itemSize, Storage storage, int operand) {
        if (last >= matrix.offset()) {
            Extent.require(matrix.offset(), last, itemSize, storage.bytes(), operand);
        }
    }

    @SuppressWarnings("ReachabilityFenceUsage") // every caller is in a finally block
    private static void hold(Storage[] storages) {
        for (Storage storage : storages) {
            Reference.reachabilityFence(storage);
        }
    }
}
