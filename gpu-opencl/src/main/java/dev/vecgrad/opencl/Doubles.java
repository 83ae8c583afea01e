package dev.vecgrad.opencl;

import dev.vecgrad.ir.Exprs;
import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Merging;
import dev.vecgrad.type.DType;

/** Whether a kernel of primitives computes in float64, which not every device can: functions of float32 may, too. */
final class Doubles {
    private Doubles() {}

    /** {@return whether it does; sums and products of float32 do too, where the totals of blocks meet} */
    static boolean areUsed(KernelSpec spec) {
        return spec.stages().stream()
                        .flatMap(stage -> stage.accumulators().stream())
                        .flatMap(accumulator -> Merging.ofTotals(accumulator).dtypes().stream())
                        .anyMatch(dtype -> dtype == DType.FLOAT64)
                || Exprs.topological(spec.roots()).stream().anyMatch(node -> node.dtype() == DType.FLOAT64);
    }
}
