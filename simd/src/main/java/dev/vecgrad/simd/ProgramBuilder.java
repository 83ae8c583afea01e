package dev.vecgrad.simd;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Operand;
import dev.vecgrad.type.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Decides where the values of a planner's loops lie: in an output, or in scratch, which values share one after the other. */
final class ProgramBuilder {
    private final Slots slots;
    private final List<Value> values;
    private final List<Draft> drafts;
    private final Map<Expr.Literal, Integer> constants;
    private final int end;
    private final Places.Builder places;
    private final Set<Integer> stored = new HashSet<>();
    private final int[] producers;

    ProgramBuilder(
            Slots slots,
            List<Value> values,
            List<Draft> drafts,
            Map<Expr.Literal, Integer> constants,
            int end,
            Room room) {
        this.slots = slots;
        this.values = values;
        this.drafts = drafts;
        this.constants = constants;
        this.end = end;
        this.places = new Places.Builder(room);
        this.producers = producers();
    }

    /**
     * {@return the program}
     *
     * @param results for each target its value: an input that numbers it, a literal or the index
     * @param aliases the numbers of the values that leaves are
     */
    Program build(List<Target> targets, List<Expr> results, Function<Set<Expr>, Set<Integer>> aliases) {
        List<Target> copied = new ArrayList<>();
        List<Expr> sources = new ArrayList<>();
        Set<Integer> readAtEnd = new HashSet<>();
        for (Expr result : results) {
            if (result instanceof Expr.Input in && producers[in.index()] < 0) {
                readAtEnd.add(in.index());
            }
        }
        for (int t = 0; t < targets.size(); t++) {
            Target target = targets.get(t);
            if (!store(target, results.get(t), aliases.apply(target.aliases()), readAtEnd)) {
                copied.add(target);
                sources.add(results.get(t));
            }
        }
        if (!copied.isEmpty()) {
            copy(copied, sources);
        }
        return assemble();
    }

    /** Lets the loop that computes a value store it in the target, if that overwrites nothing that is still read. */
    private boolean store(Target target, Expr result, Set<Integer> aliases, Set<Integer> readAtEnd) {
        if (!(result instanceof Expr.Input in) || producers[in.index()] < 0 || stored.contains(in.index())) {
            return false;
        }
        boolean overwrites = !Collections.disjoint(aliases, readAtEnd);
        for (int d = producers[in.index()] + 1; d < drafts.size(); d++) {
            overwrites |= !Collections.disjoint(aliases, drafts.get(d).inputs());
        }
        Value value = values.get(in.index());
        if (overwrites || value.stays()) {
            return false;
        }
        values.set(in.index(), new Value(target.slot(), value.dtype(), false));
        stored.add(in.index());
        return true;
    }

    /** {@return for each value the number of the loop that computes it, -1 for what is no loop's} */
    private int[] producers() {
        int[] found = new int[values.size()];
        Arrays.fill(found, -1);
        for (int d = 0; d < drafts.size(); d++) {
            for (int output : drafts.get(d).outputs()) {
                found[output] = d;
            }
        }
        return found;
    }

    private void copy(List<Target> targets, List<Expr> sources) {
        Map<Integer, Integer> formal = new LinkedHashMap<>();
        List<Expr> writes = new ArrayList<>();
        List<Integer> outputs = new ArrayList<>();
        for (int t = 0; t < targets.size(); t++) {
            Expr source = sources.get(t);
            writes.add(
                    source instanceof Expr.Input in
                            ? Expr.input(formal.computeIfAbsent(in.index(), _ -> formal.size()), in.dtype())
                            : source);
            values.add(new Value(targets.get(t).slot(), source.dtype(), false));
            outputs.add(values.size() - 1);
            stored.add(values.size() - 1);
        }
        List<Operand> inputs =
                formal.keySet().stream().map(v -> values.get(v).operand()).toList();
        LoopSpec spec = new LoopSpec(inputs, writes, List.of());
        drafts.add(new Draft(spec, List.copyOf(formal.keySet()), outputs, List.of(), spec.usesIota(), false));
    }

    // ---- scratch

    private Program assemble() {
        placeTemps();
        List<Step> once = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (Draft draft : drafts) {
            boolean padded = !draft.once() && writesScratchOnly(draft);
            Step step = new Step(Loops.of(draft.spec()), draft.spec(), draft.args(values, slots), padded);
            (draft.once() ? once : steps).add(step);
        }
        int[] constantSlots = new int[constants.size()];
        long[] bits = new long[constants.size()];
        int n = 0;
        for (Map.Entry<Expr.Literal, Integer> constant : constants.entrySet()) {
            Expr.Literal literal = constant.getKey();
            constantSlots[n] = values.get(constant.getValue()).slot();
            bits[n] = cellBits(literal.dtype(), literal.bits());
            places.add(constantSlots[n++], 8);
        }
        return new Program(once, steps, places.build(), constantSlots, bits, places.rest(end));
    }

    private boolean writesScratchOnly(Draft draft) {
        boolean only = draft.lanes().isEmpty();
        for (int output : draft.outputs()) {
            only &= !stored.contains(output);
        }
        return only;
    }

    /** Places each scratch value until its last use; the tile of a dead value is used again for one of the same item size. */
    private void placeTemps() {
        int[] lastUses = lastUses();
        Map<Integer, Long> offsets = new HashMap<>();
        Map<Integer, List<Long>> free = new HashMap<>();
        for (int d = 0; d < drafts.size(); d++) {
            Draft draft = drafts.get(d);
            for (int output : draft.outputs()) {
                if (!stored.contains(output)) {
                    offsets.put(output, placeTemp(values.get(output), draft.once(), free));
                }
            }
            for (int input : draft.inputs()) {
                Long offset = offsets.get(input);
                if (offset != null && !values.get(input).stays() && lastUses[input] == d) {
                    tiles(free, values.get(input)).add(offset);
                }
            }
        }
    }

    private long placeTemp(Value value, boolean cell, Map<Integer, List<Long>> free) {
        List<Long> tiles = tiles(free, value);
        if (cell || tiles.isEmpty()) {
            return places.add(
                    value.slot(), cell ? 8 : Memory.tileBytes(value.dtype().itemSize()));
        }
        long offset = tiles.removeLast();
        places.put(value.slot(), offset);
        return offset;
    }

    private static List<Long> tiles(Map<Integer, List<Long>> free, Value value) {
        return free.computeIfAbsent(value.dtype().itemSize(), _ -> new ArrayList<>());
    }

    /** {@return for each value the number of the last loop that reads it} */
    private int[] lastUses() {
        int[] last = new int[values.size()];
        for (int d = 0; d < drafts.size(); d++) {
            for (int input : drafts.get(d).inputs()) {
                last[input] = d;
            }
        }
        return last;
    }

    /** {@return the 8 bytes of a cell that holds a scalar, given its bits as launches and literals have them} */
    static long cellBits(DType dtype, long bits) {
        return switch (dtype) {
            case FLOAT32 -> Float.floatToRawIntBits((float) Double.longBitsToDouble(bits)) & 0xffffffffL;
            case FLOAT64, INT64 -> bits;
            case INT32 -> bits & 0xffffffffL;
            case BOOL -> bits != 0 ? 1 : 0;
        };
    }
}
