package dev.vecgrad.plan;

import java.util.ArrayList;
import java.util.List;

/** Moves steps that write what is known outside behind all that may fail, where nothing stands between. */
final class WritesLast implements Pass {
    @Override
    public List<Step> apply(List<Step> steps, Roles roles) {
        List<Step> current = new ArrayList<>(steps);
        int last = lastThatMayFail(current);
        for (int k = last - 1; k >= 0; k--) {
            Step step = current.get(k);
            if (roles.writesKnown(step) && !step.work().mayFail() && isFree(current, k, last)) {
                Step _ = current.remove(k);
                current.add(last, step);
                last--;
            }
        }
        return current;
    }

    /** {@return the place of the last step that may fail, -1 if none may} */
    static int lastThatMayFail(List<Step> steps) {
        int last = steps.size() - 1;
        while (last >= 0 && !steps.get(last).work().mayFail()) {
            last--;
        }
        return last;
    }

    private static boolean isFree(List<Step> steps, int k, int last) {
        return steps.subList(k + 1, last + 1).stream().noneMatch(steps.get(k)::conflictsWith);
    }
}
