package dev.vecgrad.core;

import dev.vecgrad.exec.Executable;
import dev.vecgrad.type.Device;
import java.util.Arrays;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A function's kernels by device and by how its operands move along the inner loop: a few entries, found by comparing numbers, so that
 * an eager call hashes no expression.
 */
public final class KernelTable {
    private record Entry(Device device, long key, Executable executable) {
        /** Most devices are one object. */
        boolean is(Device otherDevice, long otherKey) {
            return key == otherKey && (device == otherDevice || device.equals(otherDevice));
        }
    }

    private volatile Entry[] entries = {};

    /** A table without kernels. */
    public KernelTable() {}

    /** {@return the kernel for {@code key} on {@code device}, made by {@code maker} the first time} */
    public Executable get(Device device, long key, LongFunction<Executable> maker) {
        Executable known = find(device, key);
        return known != null ? known : add(device, key, maker);
    }

    /** {@return the kernel for {@code key} on {@code device}, null if it was not made yet} */
    @Nullable
    Executable find(Device device, long key) {
        for (Entry entry : entries) {
            if (entry.is(device, key)) {
                return entry.executable;
            }
        }
        return null;
    }

    private synchronized Executable add(Device device, long key, LongFunction<Executable> maker) {
        Executable known = find(device, key);
        if (known != null) {
            return known;
        }
        Entry[] more = Arrays.copyOf(entries, entries.length + 1);
        more[entries.length] = new Entry(device, key, maker.apply(key));
        entries = more;
        return more[more.length - 1].executable;
    }
}
