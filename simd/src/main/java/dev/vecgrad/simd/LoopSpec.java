package dev.vecgrad.simd;

import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Exprs;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.ir.Substitution;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.List;

/**
 * What one generated loop computes, and the key by which loops are shared.
 *
 * <p>Expressions are lowered; their leaves are {@link Expr.Input}, {@link Expr.Literal} and {@link Expr.Iota}. The loop's
 * arguments {@code p} are, in this order: the addresses of the inputs; of the outputs, one a write; of an int32 with the index
 * of the first element, if Iota is used; and, if there are folds, the flags and the address of each part's lanes.
 *
 * <p>Lanes: 16 elements, or 8 of 8 bytes, in 64 bytes. A call with folds starts at an element whose number is a multiple of that.
 * Flag {@link #START} sets the lanes to the identity first, {@link #MEET} lets them meet in the tree at the end, which leaves the
 * block's value in lane 0.
 *
 * <p>A loop that goes down gathers each column of a block of rows: it has no writes and no index, and its arguments are the addresses of the inputs,
 * for each input the bytes from a row to the next, the number of rows, and the addresses of the parts' accumulators, one a column. They start
 * at the identity. Columns are computed by whole vectors: as much may be read and written past the last one.
 *
 * @param inputs dtype and access of the inputs, {@link Access#UNIT} or {@link Access#ZERO}
 * @param writes what is stored, each in an output of its own with unit stride
 * @param folds what is gathered in lanes
 * @param down whether it goes down rows
 */
record LoopSpec(List<Operand> inputs, List<Expr> writes, List<Fold> folds, boolean down) {
    /** Lanes start at the identity. */
    static final int START = 1;

    /** Lanes meet at the end. */
    static final int MEET = 2;

    /** Bytes of the lanes of one part. */
    static final int LANE_BYTES = 64;

    LoopSpec {
        inputs = List.copyOf(inputs);
        writes = List.copyOf(writes);
        folds = List.copyOf(folds);
    }

    /** A loop along elements. */
    LoopSpec(List<Operand> inputs, List<Expr> writes, List<Fold> folds) {
        this(inputs, writes, folds, false);
    }

    /* Written out, as the methods that a record gets are slow until they are compiled, and most loops are looked up before. */
    @Override
    public boolean equals(Object other) {
        return other instanceof LoopSpec that
                && down == that.down
                && inputs.equals(that.inputs)
                && writes.equals(that.writes)
                && folds.equals(that.folds);
    }

    @Override
    public int hashCode() {
        int hash = down ? 1 : 0;
        for (Operand input : inputs) {
            hash = 31 * hash + input.hashCode();
        }
        for (Expr write : writes) {
            hash = 31 * hash + write.hashCode();
        }
        return 31 * hash + folds.hashCode();
    }

    /** {@return all that is computed for an element: writes, then what lanes become; a lane before is an {@link Expr.Acc}} */
    List<Expr> roots() {
        List<Expr> roots = new ArrayList<>(writes);
        for (int f = 0; f < folds.size(); f++) {
            roots.addAll(merged(f));
        }
        return roots;
    }

    private List<Expr> merged(int fold) {
        Fold f = folds.get(fold);
        List<Expr> sides = new ArrayList<>();
        for (int part = 0; part < f.parts(); part++) {
            sides.add(Expr.acc(fold, part, f.dtypes().get(part)));
        }
        sides.addAll(f.values());
        return f.merge().stream().map(m -> Substitution.inputs(m, sides)).toList();
    }

    /** {@return whether an index is asked for} */
    boolean usesIota() {
        return Exprs.topological(roots()).stream().anyMatch(e -> e instanceof Expr.Iota);
    }

    /** {@return the number of operations for an element} */
    int ops() {
        return (int) Exprs.topological(roots()).stream()
                .filter(e -> e instanceof Expr.Op)
                .count();
    }

    /** {@return the number of parts of all folds} */
    int parts() {
        return Fold.parts(folds);
    }

    /** {@return the dtypes of the parts of all folds} */
    List<DType> laneTypes() {
        return folds.stream().flatMap(f -> f.dtypes().stream()).toList();
    }

    /** {@return the number of the part that {@code acc} is, through all folds} */
    int part(Expr.Acc acc) {
        return Fold.parts(folds.subList(0, acc.index())) + acc.part();
    }

    // ---- places in p

    int outputIndex(int write) {
        return inputs.size() + write;
    }

    int iotaIndex() {
        return inputs.size() + writes.size();
    }

    int flagsIndex() {
        return iotaIndex() + (usesIota() ? 1 : 0);
    }

    /** {@return the place of the bytes from a row to the next of input {@code input}, in a loop that goes down} */
    int stepIndex(int input) {
        return inputs.size() + input;
    }

    /** {@return the place of the number of rows, in a loop that goes down} */
    int rowsIndex() {
        return 2 * inputs.size();
    }

    int laneIndex(int part) {
        return (down ? rowsIndex() : flagsIndex()) + 1 + part;
    }

    /** {@return the length of p} */
    int arguments() {
        return folds.isEmpty() ? flagsIndex() : laneIndex(parts());
    }
}
