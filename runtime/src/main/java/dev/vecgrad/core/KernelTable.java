package dev.vecgrad.core;

import dev.vecgrad.exec.Executable;
import java.util.Arrays;
import java.util.function.LongFunction;

/**
 * A function's kernels by how its operands move along the inner loop: a few entries, found by comparing numbers, so that an
 * eager call hashes no expression.
 */
public final class KernelTable {
    private record Entry(long key, Executable executable) {}

    private volatile Entry[] entries = {};

    /** A table without kernels. */
    public KernelTable() {}

    /** {@return the kernel for {@code key}, made by {@code maker} the first time} */
    public Executable get(long key, LongFunction<Executable> maker) {
        for (Entry entry : entries) {
            if (entry.key == key) {
                return entry.executable;
            }
        }
        return add(key, maker);
    }

    private synchronized Executable add(long key, LongFunction<Executable> maker) {
        for (Entry entry : entries) {
            if (entry.key == key) {
                return entry.executable;
            }
        }
        Entry[] more = Arrays.copyOf(entries, entries.length + 1);
        more[entries.length] = new Entry(key, maker.apply(key));
        entries = more;
        return more[more.length - 1].executable;
    }
}
