package dev.vecgrad.simd;

import java.util.ArrayList;
import java.util.List;

/**
 * A loop of a program in the making. Inputs and outputs are numbers of values.
 *
 * @param spec what it computes
 * @param inputs the value of each input
 * @param outputs the value of each write
 * @param lanes the slots of the folds' lanes
 * @param once whether it computes what is the same for all elements
 */
record Draft(LoopSpec spec, List<Integer> inputs, List<Integer> outputs, List<Integer> lanes, boolean once) {
    /** {@return the slots of the loop's arguments, in its order} */
    int[] args(List<Value> values, Slots slots) {
        List<Integer> args = new ArrayList<>();
        inputs.forEach(v -> args.add(values.get(v).slot()));
        outputs.forEach(v -> args.add(values.get(v).slot()));
        if (spec.usesIota()) {
            args.add(slots.iota());
        }
        if (!spec.folds().isEmpty()) {
            args.add(slots.flags());
        }
        args.addAll(lanes);
        return args.stream().mapToInt(Integer::intValue).toArray();
    }
}
