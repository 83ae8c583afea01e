package dev.vecgrad.opencl;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Work of the processor on a device's memory: what a device cannot do goes there and back by itself. Memory that both share is lent to the
 * processor and nothing is copied; otherwise the bytes of the operands are copied to the processor and, where they were written, back.
 */
final class HostVisit {
    /** Kernels of the processor may read this much behind an operand. */
    private static final int SLACK = 128;

    private static final int ALIGNMENT = 128;

    /**
     * The bytes of an operand.
     *
     * @param first address of its first element
     * @param low the first byte it reaches
     * @param high the byte after the last one; {@code low} if there is none
     * @param written whether it is written
     */
    record Reach(long first, long low, long high, boolean written) {
        boolean isEmpty() {
            return low >= high;
        }
    }

    private final CommandQueue queue;
    private final Buffers buffers;

    HostVisit(CommandQueue queue, Buffers buffers) {
        this.queue = queue;
        this.buffers = buffers;
    }

    /** Runs work of the processor, which gets an address for each operand's first element. */
    void run(List<Reach> operands, Consumer<long[]> work) {
        List<Piece> pieces = pieces(operands);
        if (buffers.shared()) {
            runOnLoan(operands, pieces, work);
        } else {
            runOnCopies(operands, pieces, work);
        }
    }

    private void runOnLoan(List<Reach> operands, List<Piece> pieces, Consumer<long[]> work) {
        List<MemorySegment> lent = new ArrayList<>();
        try {
            for (Piece piece : pieces) {
                Buffers.Buffer buffer = buffers.at(piece.low);
                lent.add(queue.map(buffer.handle(), buffer.offset(piece.low), piece.high - piece.low));
            }
            work.accept(operands.stream().mapToLong(Reach::first).toArray());
        } finally {
            for (int i = 0; i < lent.size(); i++) {
                queue.unmap(buffers.at(pieces.get(i).low).handle(), lent.get(i));
            }
        }
    }

    private void runOnCopies(List<Reach> operands, List<Piece> pieces, Consumer<long[]> work) {
        try (Arena arena = Arena.ofConfined()) {
            for (Piece piece : pieces) {
                piece.copy = arena.allocate(piece.high - piece.low + 2 * SLACK, ALIGNMENT)
                        .asSlice(piece.low % ALIGNMENT);
                Buffers.Buffer buffer = buffers.at(piece.low);
                queue.read(buffer.handle(), buffer.offset(piece.low), piece.content());
            }
            work.accept(operands.stream()
                    .mapToLong(operand -> addressOfCopy(operand, pieces))
                    .toArray());
            for (Piece piece : pieces) {
                if (piece.written) {
                    Buffers.Buffer buffer = buffers.at(piece.low);
                    queue.write(buffer.handle(), buffer.offset(piece.low), piece.content());
                }
            }
        }
    }

    private static long addressOfCopy(Reach operand, List<Piece> pieces) {
        for (Piece piece : pieces) {
            if (!operand.isEmpty() && operand.low >= piece.low && operand.high <= piece.high) {
                return piece.copy.address() + operand.first - piece.low;
            }
        }
        return 0;
    }

    /** Bytes that are lent or copied as one; operands that overlap have one. */
    private static final class Piece {
        private final long low;
        private long high;
        private boolean written;
        private MemorySegment copy = MemorySegment.NULL;

        Piece(Reach reach) {
            this.low = reach.low;
            this.high = reach.high;
            this.written = reach.written;
        }

        MemorySegment content() {
            return copy.asSlice(0, high - low);
        }
    }

    private static List<Piece> pieces(List<Reach> operands) {
        List<Reach> sorted = operands.stream()
                .filter(reach -> !reach.isEmpty())
                .sorted(Comparator.comparingLong(Reach::low))
                .toList();
        List<Piece> pieces = new ArrayList<>();
        for (Reach reach : sorted) {
            if (!pieces.isEmpty() && reach.low < pieces.getLast().high) {
                Piece last = pieces.getLast();
                last.high = Math.max(last.high, reach.high);
                last.written |= reach.written;
            } else {
                pieces.add(new Piece(reach));
            }
        }
        return pieces;
    }
}
