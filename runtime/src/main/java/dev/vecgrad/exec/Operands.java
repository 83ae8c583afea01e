package dev.vecgrad.exec;

import dev.vecgrad.ir.Launch;
import dev.vecgrad.memory.Storage;
import java.lang.ref.Reference;
import java.util.Arrays;

/**
 * The operands of a thread's next {@linkplain Launcher#launchDense dense launch}, inputs first. Each thread has one such list and fills it
 * again for every launch, so that a small op allocates none.
 */
public final class Operands {
    private static final ThreadLocal<Operands> OWN = ThreadLocal.withInitial(Operands::new);

    private Storage[] storages = new Storage[8];
    private long[] offsets = new long[8];
    private long[] addresses = new long[8];
    private int count;

    private Operands() {}

    /** {@return this thread's list, empty} */
    public static Operands ofThread() {
        Operands own = OWN.get();
        own.count = 0;
        return own;
    }

    /** Adds an operand that begins at element {@code offset} of a storage. */
    public void add(Storage storage, long offset) {
        if (count == storages.length) {
            storages = Arrays.copyOf(storages, 2 * count);
            offsets = Arrays.copyOf(offsets, 2 * count);
            addresses = new long[2 * count];
        }
        storages[count] = storage;
        offsets[count++] = offset;
    }

    int count() {
        return count;
    }

    Storage storage(int operand) {
        return storages[operand];
    }

    long offset(int operand) {
        return offsets[operand];
    }

    long[] addresses() {
        return addresses;
    }

    /** {@return the launch of a map over these operands} */
    Launch launch(long n, long[] params) {
        Launch dense = Launch.dense(n, count, params);
        return Launch.map(dense.kept(), Arrays.copyOf(offsets, count), dense.keptStrides(), params);
    }

    /** {@return the storages, which the list lets go} */
    Storage[] takeStorages() {
        Storage[] taken = Arrays.copyOf(storages, count);
        letGo();
        return taken;
    }

    /** Holds the storages reachable up to here, and no longer. */
    @SuppressWarnings("ReachabilityFenceUsage") // the caller is in a finally block
    void letGo() {
        for (int i = 0; i < count; i++) {
            Reference.reachabilityFence(storages[i]);
        }
        Arrays.fill(storages, 0, count, null);
    }
}
