package dev.vecgrad.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the loops of one kernel lie on those of another that touches the same memory: the dims of the first, each cut so that every piece
 * runs along one dim of the second or along none.
 */
final class DimMatch {
    /**
     * A piece of a dim of the first kernel.
     *
     * @param size how often it goes round
     * @param dim of the first kernel
     * @param inside how many elements of that dim are in one round
     * @param other the dim of the second kernel, -1 for none
     * @param factor how many elements of that dim are in one round
     */
    private record Piece(long size, int dim, long inside, int other, long factor) {}

    private final List<Piece> pieces;
    private final int kept;

    private DimMatch(List<Piece> pieces, int kept) {
        this.pieces = pieces;
        this.kept = kept;
    }

    /**
     * {@return the match, null if there is none}
     *
     * @param sizes of the first kernel's dims
     * @param kept how many of them are kept
     * @param strides of the memory along them
     * @param others sizes of the second kernel's dims
     * @param otherStrides of the same memory along those, which must go over it without gaps
     */
    static @Nullable DimMatch of(long[] sizes, int kept, long[] strides, long[] others, long[] otherStrides) {
        List<Integer> dims = moving(sizes, strides);
        List<Integer> otherDims = moving(others, otherStrides);
        if (!isDense(otherDims, others, otherStrides) || !isDense(dims, sizes, strides)) {
            return null;
        }
        List<List<Piece>> cut = cut(dims, sizes, otherDims, others);
        return cut == null ? null : new DimMatch(inOrder(sizes, cut), countKept(sizes, kept, cut));
    }

    /** The dims along which the memory moves, innermost first. */
    private static List<Integer> moving(long[] sizes, long[] strides) {
        return IntStream.range(0, sizes.length)
                .filter(d -> sizes[d] != 1 && strides[d] != 0)
                .boxed()
                .sorted(Comparator.comparingLong(d -> Math.abs(strides[d])))
                .toList();
    }

    private static boolean isDense(List<Integer> dims, long[] sizes, long[] strides) {
        long expected = 1;
        for (int d : dims) {
            if (strides[d] != expected) {
                return false;
            }
            expected *= sizes[d];
        }
        return true;
    }

    /** For each dim of the first kernel its pieces, innermost first. */
    private static @Nullable List<List<Piece>> cut(
            List<Integer> dims, long[] sizes, List<Integer> otherDims, long[] others) {
        List<List<Piece>> cut = new ArrayList<>();
        for (int d = 0; d < sizes.length; d++) {
            cut.add(new ArrayList<>());
        }
        int at = 0;
        long left = otherDims.isEmpty() ? 1 : others[otherDims.getFirst()];
        long factor = 1;
        for (int dim : dims) {
            long rest = sizes[dim];
            while (rest > 1) {
                if (left == 1) {
                    if (++at >= otherDims.size()) {
                        return null;
                    }
                    left = others[otherDims.get(at)];
                    factor = 1;
                }
                long size = Math.min(rest, left);
                if (rest % size != 0 || left % size != 0) {
                    return null;
                }
                cut.get(dim).add(new Piece(size, dim, sizes[dim] / rest, otherDims.get(at), factor));
                rest /= size;
                left /= size;
                factor *= size;
            }
        }
        return left == 1 && at >= otherDims.size() - 1 ? cut : null;
    }

    private static List<Piece> inOrder(long[] sizes, List<List<Piece>> cut) {
        List<Piece> pieces = new ArrayList<>();
        for (int d = 0; d < sizes.length; d++) {
            List<Piece> own = cut.get(d);
            if (own.isEmpty()) {
                pieces.add(new Piece(sizes[d], d, 1, -1, 0));
            }
            pieces.addAll(own.reversed());
        }
        return pieces;
    }

    private static int countKept(long[] sizes, int kept, List<List<Piece>> cut) {
        int count = 0;
        for (int d = 0; d < Math.min(kept, sizes.length); d++) {
            count += Math.max(1, cut.get(d).size());
        }
        return count;
    }

    /** {@return the sizes of the pieces, outermost first} */
    long[] sizes() {
        return pieces.stream().mapToLong(Piece::size).toArray();
    }

    /** {@return how many pieces are of kept dims} */
    int kept() {
        return kept;
    }

    /** {@return strides along the pieces of an operand that has these along the first kernel's dims} */
    long[] own(long[] strides) {
        return pieces.stream().mapToLong(p -> strides[p.dim] * p.inside).toArray();
    }

    /** {@return strides along the pieces of an operand that has these along the second kernel's dims} */
    long[] others(long[] strides) {
        return pieces.stream()
                .mapToLong(p -> p.other < 0 ? 0 : strides[p.other] * p.factor)
                .toArray();
    }

    @Override
    public String toString() {
        return Arrays.toString(sizes());
    }
}
