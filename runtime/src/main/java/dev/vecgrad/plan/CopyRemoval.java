package dev.vecgrad.plan;

import dev.vecgrad.exec.Work;
import dev.vecgrad.ir.Expr;
import dev.vecgrad.memory.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Leaves out whole copies of what the function made itself: the original is made where the copy would be. */
final class CopyRemoval implements Pass {
    @Override
    public List<Step> apply(List<Step> steps, Roles roles) {
        List<Step> current = new ArrayList<>(steps);
        for (int k = 0; k < current.size(); ) {
            if (isCopy(current.get(k), roles) && isOne(current, k)) {
                Step copy = current.remove(k);
                Storage original = copy.operands().getFirst();
                Storage target = copy.operands().getLast();
                current.replaceAll(step -> step.replaced(original, target));
            } else {
                k++;
            }
        }
        return current;
    }

    /** Whether a step only copies all of one storage, which nobody outside knows, to all of another, element by element. */
    private static boolean isCopy(Step step, Roles roles) {
        if (!(step.work() instanceof Work.Kernel) || step.operands().size() != 2) {
            return false;
        }
        KernelView view = KernelView.of(step);
        if (view == null || !view.isMap() || view.inputs().size() != 1) {
            return false;
        }
        Place from = view.inputs().getFirst();
        Place to = view.outputs().getFirst();
        Expr value = view.spec().stages().getFirst().writes().getFirst().value();
        return value instanceof Expr.Input
                && from.offset() == to.offset()
                && Arrays.equals(from.strides(), to.strides())
                && view.movesEverywhere(from)
                && from.storage().bytes() == to.storage().bytes()
                && view.work().launch().keptNumel() * from.dtype().itemSize()
                        == from.storage().bytes()
                && !roles.isWanted(from.storage())
                && !roles.isOutside(to.storage());
    }

    /** Whether both storages could be one: the target is not known before the copy, and afterwards neither is written. */
    private static boolean isOne(List<Step> steps, int k) {
        Storage original = steps.get(k).operands().getFirst();
        Storage target = steps.get(k).operands().getLast();
        Usage usage = new Usage(steps);
        return usage.touching(target).getFirst() == k
                && usage.writers(target).getLast() == k
                && usage.writers(original).getLast() < k;
    }
}
