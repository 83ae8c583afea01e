package dev.vecgrad.ops;

import dev.vecgrad.graph.Definition;
import dev.vecgrad.graph.LibraryFunction;
import dev.vecgrad.graph.LibraryFunction.Order;
import dev.vecgrad.graph.Term;
import java.util.Arrays;
import java.util.List;

/**
 * What attention computes of scores: a row of them is one query's, over the keys.
 *
 * <p>Scores may be masked, in four forms: by a limit for each row, an int32 operand, from which on keys do not count; by an operand that is true
 * where keys count, or one that is added. A row without any key that counts has probabilities of zero.
 */
final class AttentionKernels {
    /** Bits of a form. */
    static final int LIMIT = 1;

    static final int MASK = 2;

    /** Operands: scores, then limit and mask, if there are. Result: probabilities. */
    static final LibraryFunction[] PROBABILITIES = forms("SoftmaxBackward0", AttentionKernels::probabilities);

    /** Operands: probabilities and their gradient. Result: the scores' gradient. */
    static final LibraryFunction GRADIENT =
            new LibraryFunction("SoftmaxBackwardDataBackward0", Order.BY_ROLE, AttentionKernels::gradient);

    /**
     * Operands: scores of a block of keys, the greatest score and the sum of exponentials so far, then limit and mask, if there are. Results: the
     * scores' exponentials by the greatest score of all; that one; their sum; the factor of what was summed by the former greatest score.
     */
    static final LibraryFunction[] STEP = forms("AttentionStep", AttentionKernels::step);

    /** Operands: greatest scores and sums of exponentials. Results: their logarithm, infinite where nothing counted; the factor of sums. */
    static final LibraryFunction CLOSE = new LibraryFunction("AttentionClose", Order.BY_ROLE, AttentionKernels::close);

    /**
     * Operands: scores, the gradient of probabilities, the logarithm of the row's sum, the row's sum of gradients times probabilities, then limit and
     * mask, if there are. Results: probabilities; the scores' gradient.
     */
    static final LibraryFunction[] BACKWARD = forms("AttentionBackward", AttentionKernels::backward);

    private AttentionKernels() {}

    private interface Body {
        void define(Definition f, int form);
    }

    private static LibraryFunction[] forms(String node, Body body) {
        LibraryFunction[] forms = new LibraryFunction[4];
        Arrays.setAll(forms, form -> new LibraryFunction(node, Order.BY_ROLE, f -> body.define(f, form)));
        return forms;
    }

    /** {@return the scores, minus infinity where keys do not count} */
    private static Term masked(Definition f, int form, int operand) {
        Term scores = f.input(0);
        Term masked = scores;
        if ((form & MASK) != 0) {
            Term mask = f.input((form & LIMIT) != 0 ? operand + 1 : operand);
            masked = mask.dtype().isBool() ? mask.select(scores, Double.NEGATIVE_INFINITY) : scores.add(mask);
        }
        if ((form & LIMIT) != 0) {
            Term counts = f.index(f.dims(LibraryFunction.ROW)).lt(f.input(operand));
            masked = counts.select(masked, Double.NEGATIVE_INFINITY);
        }
        return masked;
    }

    /** {@return the greatest score, 0 where none counts} */
    private static Term finite(Term greatest) {
        return greatest.eq(Double.NEGATIVE_INFINITY).select(greatest.graph().literal(greatest.dtype(), 0), greatest);
    }

    private static Term orOne(Term sum) {
        return sum.eq(0).select(sum.graph().literal(sum.dtype(), 1), sum);
    }

    private static void probabilities(Definition f, int form) {
        int row = f.dims(LibraryFunction.ROW);
        Term z = masked(f, form, 1);
        Term e = z.sub(finite(z.amax(row))).exp();
        Term p = e.div(orOne(e.sum(row)));
        f.result(
                p.declared(
                        List.of(z),
                        (_, r, g) -> Term.gradients(r.mul(g.sub(g.mul(r).sum(row))))),
                f.all());
    }

    private static void gradient(Definition f) {
        Term p = f.input(0);
        Term g = f.input(1);
        f.result(p.mul(g.sub(g.mul(p).sum(f.dims(LibraryFunction.ROW)))), f.all());
    }

    private static void step(Definition f, int form) {
        int row = f.dims(LibraryFunction.ROW);
        int kept = f.dims(LibraryFunction.KEPT);
        Term z = masked(f, form, 3);
        Term greatest = z.amax(row).maximum(f.input(1));
        Term safe = finite(greatest);
        Term e = z.sub(safe).exp();
        Term factor = f.input(1).sub(safe).exp();
        f.result(e, f.all());
        f.result(greatest, kept);
        f.result(e.sum(row).add(f.input(2).mul(factor)), kept);
        f.result(factor, kept);
    }

    private static void close(Definition f) {
        Term sum = f.input(1);
        Term nothing = sum.eq(0);
        Term log = finite(f.input(0)).add(orOne(sum).log());
        f.result(nothing.select(f.literal(sum.dtype(), Double.POSITIVE_INFINITY), log), f.all());
        f.result(f.literal(sum.dtype(), 1).div(orOne(sum)), f.all());
    }

    private static void backward(Definition f, int form) {
        Term p = masked(f, form, 4).sub(f.input(2)).exp();
        f.result(p, f.all());
        f.result(p.mul(f.input(1).sub(f.input(3))), f.all());
    }
}
