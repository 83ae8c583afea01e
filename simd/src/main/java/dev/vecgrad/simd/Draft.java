package dev.vecgrad.simd;

import java.util.List;

/**
 * A loop of a program in the making. Inputs and outputs are numbers of values.
 *
 * @param spec what it computes
 * @param inputs the value of each input, none twice
 * @param outputs the value of each write
 * @param lanes the slots of the folds' lanes
 * @param indexed whether it counts elements
 * @param once whether it computes what is the same for all elements
 */
record Draft(
        LoopSpec spec,
        List<Integer> inputs,
        List<Integer> outputs,
        List<Integer> lanes,
        boolean indexed,
        boolean once) {
    /** {@return the slots of the loop's arguments, in its order} */
    int[] args(List<Value> values, Slots slots) {
        int flags = spec.folds().isEmpty() ? 0 : 1;
        int[] args = new int[inputs.size() + outputs.size() + (indexed ? 1 : 0) + flags + lanes.size()];
        int n = 0;
        for (int input : inputs) {
            args[n++] = values.get(input).slot();
        }
        for (int output : outputs) {
            args[n++] = values.get(output).slot();
        }
        if (indexed) {
            args[n++] = slots.iota();
        }
        if (flags != 0) {
            args[n++] = slots.flags();
        }
        for (int lane : lanes) {
            args[n++] = lane;
        }
        return args;
    }
}
