package dev.vecgrad.graph;

import dev.vecgrad.ir.Access;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Operand;
import java.util.ArrayList;
import java.util.List;

/**
 * A kernel of a plan with what it runs on.
 *
 * @param template the kernel; the accesses of its operands are not yet known and written as UNIT
 * @param kept the dims that stay
 * @param reduced the dims that are reduced
 * @param operands inputs, then outputs, in the template's order
 * @param params the scalars, in the template's order
 */
record PlannedKernel(KernelSpec template, int kept, int reduced, List<Place> operands, List<Formula> params) {
    /**
     * Where an operand is.
     *
     * @param slot where it is
     * @param dims the dims along which it moves
     */
    record Place(Slot slot, int dims) {}

    /** A kernel of these parts. */
    PlannedKernel {
        operands = List.copyOf(operands);
        params = List.copyOf(params);
    }

    /** {@return the number of operands that are read} */
    int inputs() {
        return template.inputs().size();
    }

    /** {@return the kernel for operands that move in these ways} */
    KernelSpec spec(Access[] accesses) {
        return new KernelSpec(
                template.space(),
                moving(template.inputs(), accesses, 0),
                template.params(),
                template.stages(),
                template.rowWrites(),
                moving(template.outputs(), accesses, inputs()));
    }

    private static List<Operand> moving(List<Operand> operands, Access[] accesses, int from) {
        List<Operand> moving = new ArrayList<>();
        for (Operand operand : operands) {
            moving.add(new Operand(operand.dtype(), accesses[from + moving.size()]));
        }
        return moving;
    }
}
