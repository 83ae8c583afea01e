package dev.vecgrad.opencl;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Lowering;
import dev.vecgrad.ir.Merging;
import dev.vecgrad.type.DType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How two groups of an accumulator's values meet, as text.
 *
 * @param merging the same as expressions
 */
record MergingText(Merging merging) {
    /** {@return how values meet within a block} */
    static MergingText of(Accumulator accumulator) {
        return new MergingText(Merging.of(accumulator));
    }

    /** {@return how the totals of blocks meet} */
    static MergingText ofTotals(Accumulator accumulator) {
        return new MergingText(Merging.ofTotals(accumulator));
    }

    /** {@return the dtypes of the values} */
    List<DType> dtypes() {
        return merging.dtypes();
    }

    /** {@return how many values it gathers} */
    int parts() {
        return merging.parts();
    }

    /**
     * Computes what two groups give.
     *
     * @param left names of the left group's values
     * @param right names of the right group's
     * @param width of the vectors
     * @return names of the results
     */
    List<String> write(Code code, int width, List<String> left, List<String> right) {
        int k = parts();
        ExprText text = new ExprText(code, width, leaf -> {
            int index = ((Expr.Input) leaf).index();
            return index < k ? left.get(index) : right.get(index - k);
        });
        return text.write(Lowering.lower(merging.merge()));
    }

    /** {@return texts of the identity's values as vectors} */
    List<String> identities(int width) {
        ExprText text = new ExprText(new Code(), width, leaf -> {
            throw new IllegalArgumentException("an identity is made of literals: " + leaf);
        });
        return IntStream.range(0, parts())
                .mapToObj(i -> text.write(List.of(merging.identity().get(i))).getFirst())
                .toList();
    }
}
