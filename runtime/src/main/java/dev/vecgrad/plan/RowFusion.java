package dev.vecgrad.plan;

import dev.vecgrad.ir.Space;
import dev.vecgrad.memory.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts two kernels of rows into one where the second reads what the first has found of the same rows: the row is in cache when the second
 * comes to it, as with a loss and its gradient. What stands between them runs before or after; a sum between them of which the second needs
 * a part that does not depend on the first is {@linkplain Portion cut in two}.
 */
final class RowFusion implements Pass {
    /** With fewer rows a kernel alone divides a row among threads, or its rows better. */
    private static final int FEWEST_ROWS = 16;

    @Override
    public List<Step> apply(List<Step> steps, Roles roles) {
        List<Step> current = steps;
        int first = 0;
        while (first < current.size()) {
            List<Step> merged = merged(current, first, roles);
            current = merged == null ? current : merged;
            first += merged == null ? 1 : 0;
        }
        return new ArrayList<>(current);
    }

    private static @Nullable List<Step> merged(List<Step> steps, int first, Roles roles) {
        KernelView view = rows(steps.get(first));
        if (view == null) {
            return null;
        }
        Usage usage = new Usage(steps);
        for (int second : usage.laterReaders(view.outputs(), first)) {
            KernelView later = rows(steps.get(second));
            Step merged = later == null
                    ? null
                    : RowMerger.merge(view, later, storage -> usage.isNeededBesides(storage, first, second, roles));
            List<Step> order = merged == null ? null : inOrder(steps, first, second, merged);
            if (order != null) {
                return order;
            }
        }
        return null;
    }

    private static @Nullable KernelView rows(Step step) {
        KernelView view = KernelView.of(step);
        return view != null
                        && view.spec().space() == Space.INNER
                        && view.work().launch().keptNumel() >= FEWEST_ROWS
                        && view.work().launch().reducedNumel() > 1
                ? view
                : null;
    }

    /** The steps with {@code merged} for two of them; null if something between them can run neither before nor after. */
    private static @Nullable List<Step> inOrder(List<Step> steps, int first, int second, Step merged) {
        List<Step> before = new ArrayList<>(steps.subList(0, first));
        List<Step> after = new ArrayList<>();
        List<Step> waitedFor = new ArrayList<>(List.of(steps.get(first)));
        Step last = steps.get(second);
        for (Step step : steps.subList(first + 1, second)) {
            if (waitedFor.stream().noneMatch(step::conflictsWith)) {
                before.add(step);
                continue;
            }
            Step late = step;
            if (step.conflictsWith(last)) {
                Predicate<Storage> isLate = storage -> waitedFor.stream().anyMatch(w -> w.writes(storage));
                Portion.Halves halves = Portion.cut(step, isLate);
                if (halves == null
                        || waitedFor.stream().anyMatch(halves.early()::conflictsWith)
                        || halves.late().conflictsWith(last)) {
                    return null;
                }
                before.add(halves.early());
                late = halves.late();
            }
            after.add(late);
            waitedFor.add(late);
        }
        before.add(merged);
        before.addAll(after);
        before.addAll(steps.subList(second + 1, steps.size()));
        return before;
    }
}
