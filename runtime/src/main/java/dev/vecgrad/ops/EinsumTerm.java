package dev.vecgrad.ops;

import dev.vecgrad.core.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A value whose dims have labels, each another.
 *
 * @param value the value
 * @param labels of its dims
 */
record EinsumTerm(Value value, List<Integer> labels) {
    /** {@return an operand with the diagonal in place of dims of one label} */
    static EinsumTerm of(Value operand, int[] labels, int number) {
        Value value = operand;
        List<Integer> distinct = new ArrayList<>();
        for (int label : labels) {
            int first = distinct.indexOf(label);
            int dim = distinct.size();
            if (first < 0) {
                distinct.add(label);
            } else {
                long size = value.shape().size(dim);
                if (size != value.shape().size(first)) {
                    throw EinsumEquation.error("subscript " + EinsumEquation.text(label) + " is repeated for operand "
                            + number + " but the sizes don't match, " + size + " != "
                            + value.shape().size(first));
                }
                value = Reshaping.movedim(Diagonals.diagonal(value, 0, first, dim), new int[] {-1}, new int[] {first});
            }
        }
        return new EinsumTerm(value, distinct);
    }

    boolean has(int label) {
        return labels.contains(label);
    }

    long size(int label) {
        return value.shape().size(labels.indexOf(label));
    }

    /** {@return the elements summed along all labels but those of {@code kept}} */
    EinsumTerm summed(Set<Integer> kept) {
        int[] dims = labels.stream()
                .filter(label -> !kept.contains(label))
                .mapToInt(labels::indexOf)
                .toArray();
        List<Integer> rest = labels.stream().filter(kept::contains).toList();
        return dims.length == 0 ? this : new EinsumTerm(total(dims), rest);
    }

    private Value total(int[] dims) {
        if (value.dtype().isFloatingPoint()
                && Arrays.stream(dims).allMatch(d -> value.shape().size(d) == 1)) {
            return Movement.squeeze(value, dims);
        }
        return Reductions.sum(value, false, dims);
    }

    /** {@return the term without a label along which it has size 1} */
    EinsumTerm without(int label) {
        List<Integer> rest = labels.stream().filter(own -> own != label).toList();
        return new EinsumTerm(Movement.squeeze(value, labels.indexOf(label)), rest);
    }

    /** {@return its labels that are in {@code wanted}, in the order in which {@code output} has them} */
    List<Integer> ordered(Set<Integer> wanted, List<Integer> output) {
        return labels.stream()
                .filter(wanted::contains)
                .sorted(Comparator.comparingInt(label -> position(label, output)))
                .toList();
    }

    private static int position(int label, List<Integer> output) {
        int at = output.indexOf(label);
        return at < 0 ? output.size() : at;
    }

    /** {@return the value with its dims in the order of {@code order}, size 1 standing for labels that it lacks} */
    Value shown(List<Integer> order) {
        int[] dims = order.stream().filter(this::has).mapToInt(labels::indexOf).toArray();
        Value shown = isIdentity(dims) ? value : Movement.permute(value, dims);
        for (int d = 0; d < order.size(); d++) {
            shown = has(order.get(d)) ? shown : Movement.unsqueeze(shown, d);
        }
        return shown;
    }

    private static boolean isIdentity(int[] dims) {
        for (int d = 0; d < dims.length; d++) {
            if (dims[d] != d) {
                return false;
            }
        }
        return true;
    }
}
