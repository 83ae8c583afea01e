package dev.vecgrad.graph;

import dev.vecgrad.type.DType;
import java.util.List;

/**
 * A fused function: its kernels in order, and the memory between them.
 *
 * @param kernels what is run
 * @param temps what one kernel leaves for another
 */
record Plan(List<PlannedKernel> kernels, List<Temp> temps) {
    /**
     * Memory that lives during one run.
     *
     * @param dtype its elements
     * @param dims the dims it has
     */
    record Temp(DType dtype, int dims) {}

    /** A plan of these parts. */
    Plan {
        kernels = List.copyOf(kernels);
        temps = List.copyOf(temps);
    }
}
