package dev.vecgrad.simd;

import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Exprs;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;

/**
 * The numbers of a kernel's slots. A slot holds the address of what a loop works on: an operand's current element, a scalar's cell,
 * an accumulator's lanes. Programs add slots of their own from {@link #end} on.
 */
final class Slots {
    private final KernelSpec spec;
    private final List<List<Fold>> folds = new ArrayList<>();
    private final List<Fold> all = new ArrayList<>();
    private final int parts;
    private final int operands;
    private final int iota;

    Slots(KernelSpec spec) {
        this.spec = spec;
        for (Stage stage : spec.stages()) {
            List<Fold> of = new ArrayList<>();
            for (Accumulator accumulator : stage.accumulators()) {
                of.add(Fold.of(accumulator));
            }
            folds.add(of);
            all.addAll(of);
        }
        this.operands = spec.inputs().size() + spec.outputs().size();
        this.parts = Fold.parts(all);
        this.iota = total(0, 0) + parts;
    }

    /** {@return the folds of all stages} */
    List<Fold> folds() {
        return all;
    }

    /** {@return the folds of stage {@code stage}} */
    List<Fold> folds(int stage) {
        return folds.get(stage);
    }

    /** {@return the number of the first fold of stage {@code stage}, counted through all} */
    int firstFold(int stage) {
        int first = 0;
        for (List<Fold> earlier : folds.subList(0, stage)) {
            first += earlier.size();
        }
        return first;
    }

    /** {@return the parts of all folds} */
    int parts() {
        return parts;
    }

    int operands() {
        return operands;
    }

    int input(int index) {
        return index;
    }

    int output(int index) {
        return spec.inputs().size() + index;
    }

    int param(int index) {
        return operands() + index;
    }

    /** {@return the slot of the first fold's first result; those of all parts follow} */
    int firstResult() {
        return param(spec.params().size());
    }

    /** {@return the slots of the lanes of all parts of stage {@code stage}} */
    int[] lanesOf(int stage) {
        return partsOf(stage, this::lanes);
    }

    /** {@return the slots of the results of all parts of stage {@code stage}} */
    int[] resultsOf(int stage) {
        return partsOf(stage, this::result);
    }

    private int[] partsOf(int stage, IntBinaryOperator slot) {
        List<Integer> found = new ArrayList<>();
        int number = firstFold(stage);
        for (Fold fold : folds.get(stage)) {
            for (int part = 0; part < fold.parts(); part++) {
                found.add(slot.applyAsInt(number, part));
            }
            number++;
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    /** {@return the slot of what users of a fold's part see} */
    int result(int fold, int part) {
        return firstResult() + number(fold, part);
    }

    /** {@return the slot of the lanes, or in an outer reduction of the accumulators of a block} */
    int lanes(int fold, int part) {
        return result(0, 0) + parts + number(fold, part);
    }

    /** {@return the slot of the total over blocks} */
    int total(int fold, int part) {
        return lanes(0, 0) + parts + number(fold, part);
    }

    /** {@return the slot of the cell with the first element's index} */
    int iota() {
        return iota;
    }

    /** {@return the slot with the flags of lanes; no address} */
    int flags() {
        return iota() + 1;
    }

    /** {@return the first number that is free} */
    int end() {
        return flags() + 1;
    }

    private int number(int fold, int part) {
        int before = 0;
        for (int f = 0; f < fold; f++) {
            before += all.get(f).parts();
        }
        return before + part;
    }

    /** {@return the dtype of a part's result} */
    DType resultType(int fold, int part) {
        return all.get(fold).result().get(part).dtype();
    }

    /** {@return the dtype of a part's total} */
    DType totalType(int fold, int part) {
        return all.get(fold).nextTotal().get(part).dtype();
    }

    /** {@return the expression leaf for the lanes of a part} */
    DType laneType(int fold, int part) {
        return all.get(fold).dtypes().get(part);
    }

    /** {@return whether any expression asks for an index} */
    boolean usesIota() {
        return Exprs.topological(spec.roots()).contains(Expr.iota());
    }
}
