package dev.vecgrad.simd;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Merging;
import dev.vecgrad.ir.Substitution;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An accumulator as expressions: every kind is k values that meet by k merges, so loops know one kind only.
 *
 * <p>Bools travel as int32: a state of bools would need masks that live across a loop.
 *
 * @param values what an element brings
 * @param identity k literals that lanes start with
 * @param merge over inputs 0..k-1 (accumulated) and k..2k-1 (coming)
 * @param firstTotal over inputs 0..k-1, the first block's values: how the total starts
 * @param nextTotal over inputs 0..k-1 (the total so far) and k..2k-1 (a block's values)
 * @param result over inputs 0..k-1, the total: what users of the accumulator see
 */
record Fold(
        List<Expr> values,
        List<Expr> identity,
        List<Expr> merge,
        List<Expr> firstTotal,
        List<Expr> nextTotal,
        List<Expr> result) {

    /** {@return the number of values} */
    int parts() {
        return values.size();
    }

    /** {@return the number of values of several folds} */
    static int parts(List<Fold> folds) {
        int parts = 0;
        for (Fold fold : folds) {
            parts += fold.parts();
        }
        return parts;
    }

    /** {@return the dtypes of the lanes' values} */
    List<DType> dtypes() {
        return values.stream().map(Expr::dtype).toList();
    }

    /** {@return whether a single block's values are the result as they are} */
    boolean blockIsResult() {
        for (int i = 0; i < parts(); i++) {
            if (result.get(i).dtype() != values.get(i).dtype()) {
                return false;
            }
        }
        return true;
    }

    /** {@return the same fold over other values of the same dtypes} */
    Fold withValues(List<Expr> other) {
        return new Fold(other, identity, merge, firstTotal, nextTotal, result);
    }

    /** {@return {@code accumulator} as expressions} */
    static Fold of(Accumulator accumulator) {
        Merging block = Merging.of(accumulator);
        return block.dtypes().contains(DType.BOOL)
                ? widened(accumulator.values(), block)
                : of(accumulator.values(), block, Merging.ofTotals(accumulator));
    }

    private static Fold of(List<Expr> values, Merging block, Merging totals) {
        List<Expr> total = new ArrayList<>();
        List<Expr> first = new ArrayList<>();
        List<Expr> coming = new ArrayList<>();
        List<Expr> result = new ArrayList<>();
        for (int i = 0; i < block.parts(); i++) {
            DType narrow = block.dtypes().get(i);
            DType wide = totals.dtypes().get(i);
            total.add(Expr.input(i, wide));
            first.add(Expr.input(i, narrow).cast(wide));
            coming.add(Expr.input(block.parts() + i, narrow).cast(wide));
            result.add(Expr.input(i, wide).cast(narrow));
        }
        List<Expr> sides = Stream.concat(total.stream(), coming.stream()).toList();
        List<Expr> next =
                totals.merge().stream().map(m -> Substitution.inputs(m, sides)).toList();
        return new Fold(values, block.identity(), block.merge(), first, next, result);
    }

    private static Fold widened(List<Expr> values, Merging block) {
        List<Expr> wide = values.stream().map(Fold::widen).toList();
        List<Expr> wideIdentity =
                block.identity().stream().map(Fold::widenLiteral).toList();
        List<Expr> narrow = new ArrayList<>();
        for (int i = 0; i < 2 * values.size(); i++) {
            DType dtype = values.get(i % values.size()).dtype();
            narrow.add(Expr.input(i, dtype.isBool() ? DType.INT32 : dtype).cast(dtype));
        }
        List<Expr> wideMerge = block.merge().stream()
                .map(m -> widen(Substitution.inputs(m, narrow)))
                .toList();
        return new Fold(
                wide, wideIdentity, wideMerge, inputs(wide), wideMerge, List.copyOf(narrow.subList(0, values.size())));
    }

    private static Expr widen(Expr value) {
        return value.dtype().isBool() ? value.cast(DType.INT32) : value;
    }

    private static Expr widenLiteral(Expr value) {
        return value instanceof Expr.Literal l && l.dtype().isBool() ? Expr.literal(DType.INT32, l.bits()) : value;
    }

    private static List<Expr> inputs(List<Expr> values) {
        List<Expr> inputs = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            inputs.add(Expr.input(i, values.get(i).dtype()));
        }
        return List.copyOf(inputs);
    }
}
