package dev.vecgrad.simd;

import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Exprs;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.ir.Space;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.ir.Write;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a kernel's drivers need to know of its spec, found once: how each operand is brought to the loops, and where the
 * cells and tiles lie that are no program's own.
 */
final class Layout {
    private final KernelSpec spec;
    private final Slots slots;
    private final int[] shifts;
    private final boolean[] packed;
    private final int[] fixedSlots;
    private final long[] fixedOffsets;
    private long bytes;
    private final boolean usesIota;
    private final int padding;
    private final List<Totals> totals = new ArrayList<>();
    private final List<Program> totalPrograms = new ArrayList<>();
    private final List<Long> totalOffsets = new ArrayList<>();
    private int firstSlot;

    Layout(KernelSpec spec, Slots slots) {
        this.spec = spec;
        this.slots = slots;
        List<Operand> operands = operands();
        this.shifts = operands.stream().mapToInt(o -> Types.shift(o.dtype())).toArray();
        this.packed = new boolean[operands.size()];
        for (int k = 0; k < packed.length; k++) {
            packed[k] = k < spec.inputs().size()
                    ? operands.get(k).access() == Access.STRIDED
                    : isScattered(k - spec.inputs().size());
        }
        this.usesIota = slots.usesIota();
        this.padding = operands.stream().anyMatch(o -> o.dtype().itemSize() == 8) ? 8 : 16;
        List<Integer> fixed = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        place(fixed, offsets);
        planTotals();
        this.fixedSlots = fixed.stream().mapToInt(Integer::intValue).toArray();
        this.fixedOffsets = offsets.stream().mapToLong(Long::longValue).toArray();
    }

    private List<Operand> operands() {
        return Stream.concat(spec.inputs().stream(), spec.outputs().stream()).toList();
    }

    /** Row writes of an inner reduction store one element straight away; other stores need unit stride. */
    private boolean isScattered(int output) {
        boolean unit = spec.outputs().get(output).access() == Access.UNIT;
        boolean byRow = spec.rowWrites().stream().anyMatch(w -> w.output() == output);
        return !unit && !(spec.space() == Space.INNER && byRow);
    }

    private void place(List<Integer> fixed, List<Long> offsets) {
        boolean tiles = spec.space() == Space.OUTER;
        for (int k = 0; k < packed.length; k++) {
            if (packed[k]) {
                place(fixed, offsets, k, Scratch.tileBytes(1 << shifts[k]));
            }
        }
        for (int j = 0; j < spec.params().size(); j++) {
            place(fixed, offsets, slots.param(j), 8);
        }
        for (int f = 0; f < folds().size(); f++) {
            for (int part = 0; part < folds().get(f).parts(); part++) {
                DType result = slots.resultType(f, part);
                DType total = slots.totalType(f, part);
                DType lane = slots.laneType(f, part);
                place(fixed, offsets, slots.lanes(f, part), tiles ? Scratch.tileBytes(lane.itemSize()) : 64);
                place(fixed, offsets, slots.result(f, part), tiles ? Scratch.tileBytes(result.itemSize()) : 8);
                place(fixed, offsets, slots.total(f, part), tiles ? Scratch.tileBytes(total.itemSize()) : 8);
            }
        }
        place(fixed, offsets, slots.iota(), 8);
        bytes += 64;
    }

    private void planTotals() {
        firstSlot = slots.end();
        for (int stage = 0; stage < spec.stages().size(); stage++) {
            Totals made = Totals.of(slots, stage, firstSlot);
            totals.add(made);
            for (Program program : made.programs()) {
                totalPrograms.add(program);
                totalOffsets.add(bytes);
                bytes += program.scratchBytes();
            }
            firstSlot = made.finish().slots();
        }
    }

    private List<Fold> folds() {
        return IntStream.range(0, spec.stages().size())
                .mapToObj(slots::folds)
                .flatMap(List::stream)
                .toList();
    }

    private void place(List<Integer> fixed, List<Long> offsets, int slot, long size) {
        fixed.add(slot);
        offsets.add(bytes);
        bytes += (size + 63) & -64;
    }

    /** Sets the slots of cells and tiles. */
    void bind(long[] slotValues, long memory) {
        for (int i = 0; i < fixedSlots.length; i++) {
            slotValues[fixedSlots[i]] = memory + fixedOffsets[i];
        }
        for (int i = 0; i < totalPrograms.size(); i++) {
            totalPrograms.get(i).bind(slotValues, memory + totalOffsets.get(i));
        }
    }

    /** {@return the programs by which the blocks of a stage meet} */
    Totals totals(int stage) {
        return totals.get(stage);
    }

    /** {@return the number of the first slot that a plan's programs may use} */
    int firstSlot() {
        return firstSlot;
    }

    /** Writes the scalars into their cells. */
    void putParams(long[] slotValues, long[] params) {
        for (int j = 0; j < spec.params().size(); j++) {
            Scratch.putLong(
                    slotValues[slots.param(j)],
                    ProgramBuilder.cellBits(spec.params().get(j), params[j]));
        }
    }

    KernelSpec spec() {
        return spec;
    }

    Slots slots() {
        return slots;
    }

    /** {@return for each operand the power of two that an element is bytes long} */
    int[] shifts() {
        return shifts;
    }

    /** {@return whether operand {@code k} goes through a tile} */
    boolean packed(int k) {
        return packed[k];
    }

    /** {@return the bytes of cells and tiles} */
    long bytes() {
        return bytes;
    }

    boolean usesIota() {
        return usesIota;
    }

    /** {@return {@code n} as loops that write scratch alone may take it: no operand is read more than 64 bytes past its end} */
    int padded(int n) {
        return n + padding - 1 & -padding;
    }

    /** {@return the operands that stage {@code stage} reads or writes and that move by their unit stride} */
    int[] units(int stage) {
        return touched(spec.stages().get(stage))
                .filter(k -> !packed[k] && operands().get(k).access() == Access.UNIT)
                .toArray();
    }

    /** {@return the inputs that stage {@code stage} reads through tiles} */
    int[] gathered(int stage) {
        return touched(spec.stages().get(stage))
                .filter(k -> packed[k] && k < spec.inputs().size())
                .toArray();
    }

    /** {@return the outputs that stage {@code stage} writes through tiles} */
    int[] scattered(int stage) {
        return touched(spec.stages().get(stage))
                .filter(k -> packed[k] && k >= spec.inputs().size())
                .toArray();
    }

    private IntStream touched(Stage stage) {
        List<Expr> roots = new ArrayList<>();
        stage.accumulators().forEach(a -> roots.addAll(a.values()));
        stage.writes().forEach(w -> roots.add(w.value()));
        return touched(roots, stage.writes());
    }

    private IntStream touched(List<Expr> roots, List<Write> writes) {
        IntStream inputs = Exprs.topological(roots).stream()
                .filter(e -> e instanceof Expr.Input)
                .mapToInt(e -> ((Expr.Input) e).index());
        return IntStream.concat(inputs, writes.stream().mapToInt(w -> slots.output(w.output())))
                .distinct();
    }

    /** {@return the operands that row writes touch} */
    int[] rowTouched() {
        return touched(spec.rowWrites().stream().map(Write::value).toList(), spec.rowWrites())
                .toArray();
    }
}
