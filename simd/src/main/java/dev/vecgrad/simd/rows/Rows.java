package dev.vecgrad.simd.rows;

import dev.vecgrad.ir.Region;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import java.util.List;

/** The operands of a {@link dev.vecgrad.ir.RowCall}: where their rows begin and how elements follow each other. */
final class Rows {
    /** Elements that are worth a thread. */
    private static final long GRAIN = 1 << 14;

    private final long[] addresses;
    private final int[] itemSizes;
    private final long[] lengths;
    private final long inner;

    /** The dtype of the first operand. */
    final DType dtype;

    /** The number of rows. */
    final long count;

    /** The length of the first operand's rows. */
    final int length;

    Rows(List<Region> regions, long[] addresses) {
        this.addresses = addresses;
        this.itemSizes = regions.stream().mapToInt(r -> r.dtype().itemSize()).toArray();
        this.lengths = regions.stream().mapToLong(r -> r.sizes()[1]).toArray();
        long[] sizes = regions.getFirst().sizes();
        this.dtype = regions.getFirst().dtype();
        this.inner = sizes[2];
        this.count = sizes[0] * sizes[2];
        this.length = Math.toIntExact(sizes[1]);
    }

    /** {@return the number of rows that lie interleaved} */
    int inner() {
        return Math.toIntExact(inner);
    }

    /** {@return the length of an operand's rows} */
    int length(int operand) {
        return Math.toIntExact(lengths[operand]);
    }

    /** {@return the bytes of an operand's elements} */
    int itemSize(int operand) {
        return itemSizes[operand];
    }

    /** {@return the address of the first element of an operand's row} */
    long at(int operand, long row) {
        return addresses[operand] + (row / inner * lengths[operand] * inner + row % inner) * itemSizes[operand];
    }

    /** {@return the bytes from one element of an operand's row to the next} */
    long step(int operand) {
        return inner * itemSizes[operand];
    }

    /** Runs a task over all rows; {@code effort} is the work on an element, in cheap operations. */
    void forEach(Workers workers, int effort, Workers.RangeTask task) {
        workers.forEach(count, Math.max(1, GRAIN / effort / Math.max(1, length)), task);
    }
}
