package dev.vecgrad.ops;

import dev.vecgrad.core.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/*
 * Two terms become one until one is left. Of two terms, what only one has and nobody wants is summed at once; then dims are of four
 * kinds: in both and wanted (batch), in both and not wanted (contracted), in one of them and wanted (rows of the left one, columns of
 * the right one). With views each term becomes a batch of matrices, and their product is the new term; where nothing is contracted, it
 * is a product of elements that broadcast. Of more than two terms, the pair whose product is smallest against its factors goes first:
 * the greedy rule of D. Smith, J. Gray: opt_einsum (2018).
 */
/** Sums of products by subscripts, as {@code torch.einsum}. Gradients come from the views and products that it is made of. */
public final class Einsum {
    private final List<EinsumTerm> terms = new ArrayList<>();
    private final List<Integer> output;

    private Einsum(EinsumEquation equation, List<Value> operands) {
        for (int i = 0; i < operands.size(); i++) {
            terms.add(EinsumTerm.of(operands.get(i), equation.operands().get(i), i));
        }
        this.output = Arrays.stream(equation.output()).boxed().toList();
    }

    /**
     * {@return the sum of products that {@code equation} describes, e.g. {@code "bij,bjk->bik"}}
     *
     * <p>Letters name dims; an operand's dims of one letter are its diagonal, sizes of 1 broadcast, {@code ...} stands for the other dims,
     * and without an arrow the result has the letters that occur once, in alphabetical order.
     *
     * @throws dev.vecgrad.type.ShapeException if the equation is malformed or does not fit the operands
     */
    public static Value of(String equation, List<Value> operands) {
        Einsum sum = new Einsum(EinsumEquation.parse(equation, operands), operands);
        sum.checkSizes();
        while (sum.terms.size() > 1) {
            sum.step();
        }
        EinsumTerm last = sum.terms.getFirst().summed(new LinkedHashSet<>(sum.output));
        return last.shown(sum.output);
    }

    private void checkSizes() {
        Map<Integer, Long> sizes = new HashMap<>();
        for (int i = 0; i < terms.size(); i++) {
            for (int label : terms.get(i).labels()) {
                long size = terms.get(i).size(label);
                long seen = sizes.getOrDefault(label, 1L);
                if (seen != 1 && size != 1 && size != seen) {
                    throw EinsumEquation.error("subscript " + EinsumEquation.text(label) + " has size " + size
                            + " for operand " + i + " which does not broadcast with previously seen size " + seen);
                }
                sizes.put(label, seen == 1 ? size : seen);
            }
        }
    }

    /** Replaces two terms by their product. */
    private void step() {
        int[] pair = terms.size() == 2 ? new int[] {0, 1} : cheapest();
        EinsumTerm right = terms.remove(pair[1]);
        EinsumTerm left = terms.remove(pair[0]);
        terms.add(product(left, right, wanted()));
    }

    private int[] cheapest() {
        int[] best = {0, 1};
        double least = Double.POSITIVE_INFINITY;
        for (int j = 1; j < terms.size(); j++) {
            for (int i = 0; i < j; i++) {
                double growth = growth(i, j);
                if (growth < least) {
                    least = growth;
                    best = new int[] {i, j};
                }
            }
        }
        return best;
    }

    private double growth(int i, int j) {
        EinsumTerm a = terms.get(i);
        EinsumTerm b = terms.get(j);
        List<EinsumTerm> others = new ArrayList<>(terms);
        others.remove(j);
        others.remove(i);
        Set<Integer> wanted = wanted(others);
        Set<Integer> labels = new LinkedHashSet<>(a.labels());
        labels.addAll(b.labels());
        double elements = labels.stream()
                .filter(wanted::contains)
                .mapToDouble(label -> Math.max(a.has(label) ? a.size(label) : 1, b.has(label) ? b.size(label) : 1))
                .reduce(1, (x, y) -> x * y);
        return elements - a.value().numel() - b.value().numel();
    }

    private Set<Integer> wanted() {
        return wanted(terms);
    }

    private Set<Integer> wanted(List<EinsumTerm> others) {
        Set<Integer> wanted = new LinkedHashSet<>(output);
        others.forEach(term -> wanted.addAll(term.labels()));
        return wanted;
    }

    private EinsumTerm product(EinsumTerm first, EinsumTerm second, Set<Integer> wanted) {
        EinsumTerm a = spread(first, second);
        EinsumTerm b = spread(second, a);
        a = a.summed(union(wanted, b.labels()));
        b = b.summed(union(wanted, a.labels()));
        Set<Integer> shared = new LinkedHashSet<>(a.labels());
        shared.retainAll(b.labels());
        Set<Integer> contracted = new LinkedHashSet<>(shared);
        contracted.removeAll(wanted);
        if (contracted.isEmpty()) {
            return elements(a, b);
        }
        Set<Integer> batch = new LinkedHashSet<>(shared);
        batch.removeAll(contracted);
        boolean swaps = firstPlace(b, shared) < firstPlace(a, shared);
        return swaps ? matrices(b, a, batch, contracted) : matrices(a, b, batch, contracted);
    }

    /** {@return {@code term} without its dims of size 1 that {@code other} has too: there it broadcasts} */
    private static EinsumTerm spread(EinsumTerm term, EinsumTerm other) {
        EinsumTerm rest = term;
        for (int label : term.labels()) {
            if (term.size(label) == 1 && other.has(label)) {
                rest = rest.without(label);
            }
        }
        return rest;
    }

    private static Set<Integer> union(Set<Integer> a, List<Integer> b) {
        Set<Integer> union = new LinkedHashSet<>(a);
        union.addAll(b);
        return union;
    }

    /** The product whose left factor comes first in the output needs no permutation. */
    private int firstPlace(EinsumTerm term, Set<Integer> shared) {
        return term.labels().stream()
                .filter(label -> !shared.contains(label))
                .mapToInt(label -> output.contains(label) ? output.indexOf(label) : output.size())
                .min()
                .orElse(output.size());
    }

    private EinsumTerm elements(EinsumTerm a, EinsumTerm b) {
        Set<Integer> all = union(new LinkedHashSet<>(a.labels()), b.labels());
        List<Integer> order = new EinsumTerm(a.value(), List.copyOf(all)).ordered(all, output);
        return new EinsumTerm(PointwiseArithmetic.MUL.apply(a.shown(order), b.shown(order)), order);
    }

    private EinsumTerm matrices(EinsumTerm a, EinsumTerm b, Set<Integer> batch, Set<Integer> contracted) {
        List<Integer> batches = a.ordered(batch, output);
        List<Integer> inner = a.labels().stream().filter(contracted::contains).toList();
        List<Integer> rows = a.ordered(without(a.labels(), batch, contracted), output);
        List<Integer> columns = b.ordered(without(b.labels(), batch, contracted), output);
        long[] sizes = sizes(a, batches);
        long k = numel(a, inner);
        Value left = shaped(a, batches, rows, inner, append(sizes, numel(a, rows), k));
        Value right = shaped(b, batches, inner, columns, append(sizes, k, numel(b, columns)));
        Value product = Products.matmul(left, right);
        long[] shape = LongStream.concat(
                        Arrays.stream(sizes),
                        LongStream.concat(Arrays.stream(sizes(a, rows)), Arrays.stream(sizes(b, columns))))
                .toArray();
        List<Integer> labels = new ArrayList<>(batches);
        labels.addAll(rows);
        labels.addAll(columns);
        return new EinsumTerm(Movement.reshape(product, shape), labels);
    }

    private static Value shaped(
            EinsumTerm term, List<Integer> batches, List<Integer> rows, List<Integer> columns, long[] sizes) {
        List<Integer> order = new ArrayList<>(batches);
        order.addAll(rows);
        order.addAll(columns);
        return Movement.reshape(term.shown(order), sizes);
    }

    private static Set<Integer> without(List<Integer> labels, Set<Integer> batch, Set<Integer> contracted) {
        Set<Integer> rest = new LinkedHashSet<>(labels);
        rest.removeAll(batch);
        rest.removeAll(contracted);
        return rest;
    }

    private static long[] sizes(EinsumTerm term, List<Integer> labels) {
        return labels.stream().mapToLong(term::size).toArray();
    }

    private static long numel(EinsumTerm term, List<Integer> labels) {
        return Arrays.stream(sizes(term, labels)).reduce(1, (a, b) -> a * b);
    }

    private static long[] append(long[] sizes, long rows, long columns) {
        long[] all = Arrays.copyOf(sizes, sizes.length + 2);
        all[sizes.length] = rows;
        all[sizes.length + 1] = columns;
        return all;
    }
}
