package dev.vecgrad.plan;

import dev.vecgrad.exec.Work;
import dev.vecgrad.ir.Call;
import dev.vecgrad.memory.Storage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that was taken down.
 *
 * @param work what is done
 * @param operands the storage of each operand
 * @param scalars of its kernels, those that are new at each call
 * @param call of a call, the one of this call; null if it is always the same
 */
record Step(
        Work work,
        List<Storage> operands,
        List<Scalars> scalars,
        @Nullable Live<Call> call) {
    /**
     * Scalars of a kernel.
     *
     * @param at the number of the first one among those of all the step's kernels
     */
    record Scalars(int at, Live<long[]> values) {}

    Step {
        operands = List.copyOf(operands);
        scalars = List.copyOf(scalars);
    }

    /** {@return a step that is the same at each call} */
    static Step of(Work work, Storage... operands) {
        return new Step(work, List.of(operands), List.of(), null);
    }

    /** {@return its kernels} */
    List<Work.Kernel> kernels() {
        return switch (work) {
            case Work.Kernel kernel -> List.of(kernel);
            case Work.ProductMap joined -> List.of(joined.map());
            case Work.RowsAndColumns joined -> List.of(joined.rows(), joined.columns());
            case Work.Called _, Work.Multiplication _, Work.Bytes _, Work.Tested _ -> List.of();
        };
    }

    /** {@return the same work on {@code other} where it was on {@code storage}} */
    Step replaced(Storage storage, Storage other) {
        return operands.contains(storage)
                ? new Step(
                        work,
                        operands.stream().map(s -> s == storage ? other : s).toList(),
                        scalars,
                        call)
                : this;
    }

    /** {@return whether it reads a storage} */
    boolean reads(Storage storage) {
        for (int i = 0; i < operands.size(); i++) {
            if (operands.get(i) == storage && work.reads(i)) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether it writes a storage} */
    boolean writes(Storage storage) {
        for (int i = 0; i < operands.size(); i++) {
            if (operands.get(i) == storage && work.writes(i)) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether it must run before or after {@code other}, whichever way it was} */
    boolean conflictsWith(Step other) {
        return operands.stream().anyMatch(s -> writes(s) ? other.operands.contains(s) : other.writes(s));
    }
}
