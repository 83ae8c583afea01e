package dev.vecgrad.simd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What runs for a tile of elements: loops one after the other. Values between them lie in scratch tiles. */
final class Program {
    /** Elements of a tile. */
    static final int TILE = 1024;

    private final Step[] once;
    private final Step[] steps;
    private final Places temps;
    private final int[] constantSlots;
    private final long[] constants;
    private final Room room;

    /**
     * A program.
     *
     * @param once the loops over what is the same for all elements, run for one element whenever operands that stay have moved
     * @param steps the loops over the elements
     * @param temps where scratch values lie
     * @param constantSlots the slots of constants
     * @param constants the constants, as their cells hold them
     * @param room what is free after this program
     */
    Program(List<Step> once, List<Step> steps, Places temps, int[] constantSlots, long[] constants, Room room) {
        this.once = once.toArray(Step[]::new);
        this.steps = steps.toArray(Step[]::new);
        this.temps = temps;
        this.constantSlots = constantSlots;
        this.constants = constants;
        this.room = room;
    }

    /** {@return a program without loops} */
    static Program empty(Room room) {
        return new Program(List.of(), List.of(), new Places.Builder(room).build(), new int[0], new long[0], room);
    }

    /** Writes the constants into their cells. */
    void putConstants(long[] slotValues) {
        for (int i = 0; i < constantSlots.length; i++) {
            Memory.putLong(slotValues[constantSlots[i]], constants[i]);
        }
    }

    /** Runs the loops over what stays. */
    void runOnce(long[] slotValues, long[] p) {
        for (Step step : once) {
            step.run(slotValues, p, 1);
        }
    }

    /**
     * Runs the loops over {@code n} elements.
     *
     * @param padded what loops that write scratch alone run over instead: the next multiple of a vector
     */
    void run(long[] slotValues, long[] p, int n, int padded) {
        for (Step step : steps) {
            step.run(slotValues, p, step.padded() ? padded : n);
        }
    }

    /** {@return the one loop that runs on {@code operands} slots in order, or null if there is more to do} */
    @Nullable
    Loop direct(int operands) {
        boolean one = steps.length == 1 && once.length == 0 && steps[0].args().length == operands;
        if (!one) {
            return null;
        }
        for (int i = 0; i < operands; i++) {
            if (steps[0].args()[i] != i) {
                return null;
            }
        }
        return steps[0].loop();
    }

    /** {@return whether there is nothing to run} */
    boolean isEmpty() {
        return steps.length == 0;
    }

    /** {@return whether it needs no scratch tiles, so that it runs over any number of elements at once} */
    boolean isUnbounded() {
        return steps.length <= 1;
    }

    /** {@return where scratch values lie} */
    Places temps() {
        return temps;
    }

    /** {@return what is free after this program} */
    Room room() {
        return room;
    }

    /** {@return how many loops run over the elements} */
    int length() {
        return steps.length;
    }

    /** {@return the loops over what is the same for all elements} */
    List<Step> once() {
        return Arrays.asList(once);
    }

    /** {@return the loops over the elements} */
    List<Step> steps() {
        return Arrays.asList(steps);
    }

    /** {@return all loops} */
    List<Step> loops() {
        List<Step> loops = new ArrayList<>(once());
        loops.addAll(steps());
        return loops;
    }
}
