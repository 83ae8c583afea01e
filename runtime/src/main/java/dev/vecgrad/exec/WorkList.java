package dev.vecgrad.exec;

import dev.vecgrad.memory.Epochs;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.VecgradException;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;

/**
 * Pieces of work that run one after another. Their operands lie in a few memories, which are handed over at each run. Not thread safe.
 */
public final class WorkList {
    /**
     * A piece of work.
     *
     * @param work what is done
     * @param memory for each operand the number of its memory
     * @param shift for each operand how far its storage begins after the memory's first byte
     */
    public record Item(Work work, int[] memory, long[] shift) {}

    private final Item[] items;
    private final Work.Repeated[] runs;
    private final long[][] addresses;
    private final Span[] spans;
    private final long[] bases;
    private final boolean[] written;

    /** A list of these pieces on as many memories. */
    public WorkList(List<Item> items, int memories) {
        this.items = items.toArray(Item[]::new);
        this.runs = items.stream().map(item -> item.work().repeated()).toArray(Work.Repeated[]::new);
        this.addresses = new long[this.items.length][];
        this.spans = new Span[memories];
        this.bases = new long[memories];
        this.written = new boolean[memories];
        Arrays.fill(spans, Span.NONE);
        for (int k = 0; k < this.items.length; k++) {
            Item item = this.items[k];
            addresses[k] = new long[item.memory().length];
            for (int i = 0; i < item.memory().length; i++) {
                written[item.memory()[i]] |= item.work().writes(i);
                Span span = item.work().span(i);
                if (!span.isEmpty()) {
                    long shift = item.shift()[i];
                    int memory = item.memory()[i];
                    spans[memory] = spans[memory].with(new Span(span.low() + shift, span.high() + shift));
                }
            }
        }
    }

    /** Puts another piece, of the same form, in place of one. */
    public void replace(int item, Work work) {
        items[item] = new Item(work, items[item].memory(), items[item].shift());
        runs[item] = work.repeated();
    }

    /**
     * Runs all pieces.
     *
     * @param memories the storages by number
     * @param shifts for each memory how far after the storage's first byte it begins
     * @throws VecgradException before anything runs, if a memory is too small or was given back
     */
    public void run(Storage[] memories, long[] shifts) {
        int slot = Epochs.enter();
        try {
            for (int m = 0; m < bases.length; m++) {
                require(spans[m], memories[m], shifts[m], m);
                bases[m] = memories[m].address(written[m]) + shifts[m];
            }
            Workers workers = WorkerPool.shared();
            for (int k = 0; k < items.length; k++) {
                if (!passes(k, memories)) {
                    runs[k].run(addresses(k), workers);
                }
            }
        } finally {
            Epochs.exit(slot);
            Reference.reachabilityFence(memories);
        }
    }

    /** {@return whether a piece is a test that passes by what is known of its operands} */
    private boolean passes(int k, Storage[] memories) {
        int[] memory = items[k].memory();
        return items[k].work() instanceof Work.Tested tested
                && tested.check().passes(operand -> memories[memory[operand]].range());
    }

    private static void require(Span span, Storage memory, long shift, int number) {
        if (!span.isEmpty() && (span.low() + shift < 0 || span.high() + shift > memory.bytes())) {
            throw new VecgradException("plan: memory " + number + " is used from byte " + (span.low() + shift) + " to "
                    + (span.high() + shift) + ": its storage has " + memory.bytes());
        }
    }

    private long[] addresses(int k) {
        long[] own = addresses[k];
        Item item = items[k];
        for (int i = 0; i < own.length; i++) {
            own[i] = bases[item.memory()[i]] + item.shift()[i];
        }
        return own;
    }
}
