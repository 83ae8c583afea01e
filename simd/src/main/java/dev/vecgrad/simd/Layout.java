package dev.vecgrad.simd;

import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.Accumulator;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Exprs;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.ir.Space;
import dev.vecgrad.ir.Stage;
import dev.vecgrad.ir.Write;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * What a kernel's drivers need to know of its spec, found once: how each operand is brought to the loops, and where the
 * cells and tiles lie that are no program's own.
 */
final class Layout {
    private final KernelSpec spec;
    private final Slots slots;
    private final int[] shifts;
    private final boolean[] packed;
    private final boolean[][] touched;
    private final Places places;
    private final Room room;
    private final boolean usesIota;
    private final int padding;
    private final DType[] params;
    private final Totals[] totals;
    private final int opsPerElement;
    private final long grain;

    Layout(KernelSpec spec, Slots slots, long grain) {
        this.spec = spec;
        this.slots = slots;
        List<Operand> operands = operands();
        this.params = spec.params().toArray(DType[]::new);
        this.shifts = new int[operands.size()];
        this.packed = new boolean[operands.size()];
        int longest = 0;
        for (int k = 0; k < packed.length; k++) {
            Operand operand = operands.get(k);
            shifts[k] = Types.shift(operand.dtype());
            longest = Math.max(longest, operand.dtype().itemSize());
            packed[k] = k < spec.inputs().size()
                    ? operand.access() == Access.STRIDED
                    : isScattered(k - spec.inputs().size());
        }
        this.padding = longest == 8 ? 8 : 16;
        this.touched = new boolean[spec.stages().size()][];
        for (int stage = 0; stage < touched.length; stage++) {
            touched[stage] = touched(spec.stages().get(stage));
        }
        this.opsPerElement = Effort.perElement(spec);
        this.grain = grain;
        this.usesIota = slots.usesIota();
        Places.Builder own = new Places.Builder(new Room(slots.end(), 0));
        place(own);
        this.totals = planTotals(own.rest(slots.end()));
        this.room = totals.length == 0
                ? own.rest(slots.end())
                : totals[totals.length - 1].finish().room();
        List<Places> all = new ArrayList<>(List.of(own.build()));
        for (Totals of : totals) {
            of.programs().forEach(p -> all.add(p.temps()));
        }
        this.places = Places.all(all);
    }

    private List<Operand> operands() {
        List<Operand> operands = new ArrayList<>(spec.inputs());
        operands.addAll(spec.outputs());
        return operands;
    }

    /** Row writes of an inner reduction store one element straight away; other stores need unit stride. */
    private boolean isScattered(int output) {
        if (spec.outputs().get(output).access() == Access.UNIT) {
            return false;
        }
        boolean byRow = spec.rowWrites().stream().anyMatch(w -> w.output() == output);
        return !(spec.space() == Space.INNER && byRow);
    }

    private void place(Places.Builder own) {
        boolean tiles = spec.space() == Space.OUTER;
        for (int k = 0; k < packed.length; k++) {
            if (packed[k]) {
                own.add(k, Memory.tileBytes(1 << shifts[k]));
            }
        }
        for (int j = 0; j < spec.params().size(); j++) {
            own.add(slots.param(j), 8);
        }
        for (int f = 0; f < slots.folds().size(); f++) {
            for (int part = 0; part < slots.folds().get(f).parts(); part++) {
                DType result = slots.resultType(f, part);
                DType total = slots.totalType(f, part);
                DType lane = slots.laneType(f, part);
                own.add(slots.lanes(f, part), tiles ? Memory.tileBytes(lane.itemSize()) : LoopSpec.LANE_BYTES);
                own.add(slots.result(f, part), tiles ? Memory.tileBytes(result.itemSize()) : 8);
                own.add(slots.total(f, part), tiles ? Memory.tileBytes(total.itemSize()) : 8);
            }
        }
        own.add(slots.iota(), 8);
    }

    private Totals[] planTotals(Room free) {
        if (spec.space() == Space.MAP) {
            return new Totals[0];
        }
        Totals[] made = new Totals[spec.stages().size()];
        Room rest = free;
        for (int stage = 0; stage < made.length; stage++) {
            made[stage] = Totals.of(slots, stage, rest);
            rest = made[stage].finish().room();
        }
        return made;
    }

    /** {@return where cells, tiles and the values of the totals' programs lie} */
    Places places() {
        return places;
    }

    /** {@return the programs by which the blocks of a stage meet} */
    Totals totals(int stage) {
        return totals[stage];
    }

    /** {@return the loops of those programs} */
    List<Step> totalsLoops() {
        List<Step> loops = new ArrayList<>();
        for (Totals of : totals) {
            of.programs().forEach(p -> loops.addAll(p.loops()));
        }
        return loops;
    }

    /** {@return what a plan's programs may use} */
    Room room() {
        return room;
    }

    /** Writes the scalars into their cells. */
    void putParams(long[] slotValues, long[] values) {
        int first = slots.param(0);
        for (int j = 0; j < params.length; j++) {
            Memory.putLong(slotValues[first + j], ProgramBuilder.cellBits(params[j], values[j]));
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

    /** {@return whether it is a map none of whose operands goes through a tile} */
    boolean isMapOfUnits() {
        boolean none = true;
        for (boolean of : packed) {
            none &= !of;
        }
        return none && spec.space() == Space.MAP;
    }

    /** {@return whether operand {@code k} goes through a tile} */
    boolean packed(int k) {
        return packed[k];
    }

    /** {@return the operations for an element} */
    int opsPerElement() {
        return opsPerElement;
    }

    /** {@return how many elements a thread takes at least} */
    long grain() {
        return grain;
    }

    /** {@return whether elements are numbered} */
    boolean usesIota() {
        return usesIota;
    }

    /** {@return {@code n} as loops that write scratch alone may take it: no operand is read more than 64 bytes past its end} */
    int padded(int n) {
        return n + padding - 1 & -padding;
    }

    /** {@return the operands that stage {@code stage} reads or writes and that move by their unit stride} */
    int[] units(int stage) {
        return operands(k -> touched[stage][k] && !packed[k] && operand(k).access() == Access.UNIT);
    }

    /** {@return the inputs that stage {@code stage} reads through tiles} */
    int[] gathered(int stage) {
        return operands(k -> touched[stage][k] && packed[k] && k < spec.inputs().size());
    }

    /** {@return the outputs that stage {@code stage} writes through tiles} */
    int[] scattered(int stage) {
        return operands(
                k -> touched[stage][k] && packed[k] && k >= spec.inputs().size());
    }

    private int[] operands(IntPredicate wanted) {
        int[] found = new int[packed.length];
        int n = 0;
        for (int k = 0; k < packed.length; k++) {
            if (wanted.test(k)) {
                found[n++] = k;
            }
        }
        return Arrays.copyOf(found, n);
    }

    private Operand operand(int k) {
        int inputs = spec.inputs().size();
        return k < inputs ? spec.inputs().get(k) : spec.outputs().get(k - inputs);
    }

    private boolean[] touched(Stage stage) {
        List<Expr> roots = new ArrayList<>();
        for (Accumulator accumulator : stage.accumulators()) {
            roots.addAll(accumulator.values());
        }
        for (Write write : stage.writes()) {
            roots.add(write.value());
        }
        return touched(roots, stage.writes());
    }

    private boolean[] touched(List<Expr> roots, List<Write> writes) {
        boolean[] touches = new boolean[packed.length];
        for (Expr node : Exprs.topological(roots)) {
            if (node instanceof Expr.Input in) {
                touches[in.index()] = true;
            }
        }
        for (Write write : writes) {
            touches[slots.output(write.output())] = true;
        }
        return touches;
    }

    /** {@return the operands that row writes touch} */
    int[] rowTouched() {
        boolean[] touches = touched(spec.rowWrites().stream().map(Write::value).toList(), spec.rowWrites());
        return operands(k -> touches[k]);
    }
}
