package dev.vecgrad.plan;

import dev.vecgrad.ir.Space;
import dev.vecgrad.memory.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts a map and another kernel that touches the same memory element for element into one kernel: what the map writes is not read
 * again, and not even written if nobody else reads it; what both read is read once.
 */
final class MapFusion implements Pass {
    /** How two kernels meet. */
    enum Meeting {
        /** The second reads what the first writes. */
        RESULT,
        /** Both read the same, and one is a map. */
        OPERAND
    }

    private final Meeting meeting;

    MapFusion(Meeting meeting) {
        this.meeting = meeting;
    }

    @Override
    public List<Step> apply(List<Step> steps, Roles roles) {
        List<Step> current = new ArrayList<>(steps);
        int first = 0;
        while (first < current.size()) {
            first = mergeWithLater(current, first, roles) ? Math.max(0, first - 1) : first + 1;
        }
        return current;
    }

    private boolean mergeWithLater(List<Step> steps, int first, Roles roles) {
        KernelView view = KernelView.of(steps.get(first));
        if (view == null || !canBeFirst(view)) {
            return false;
        }
        Usage usage = new Usage(steps);
        for (int second : partners(view, usage, first)) {
            boolean down = canMove(steps, first, first + 1, second);
            if (down || canMove(steps, second, first + 1, second)) {
                Step merged =
                        merge(view, steps.get(second), storage -> usage.isNeededBesides(storage, first, second, roles));
                if (merged != null) {
                    steps.set(down ? second : first, merged);
                    Step _ = steps.remove(down ? first : second);
                    return true;
                }
            }
        }
        return false;
    }

    private boolean canBeFirst(KernelView view) {
        return view.isMap() || meeting == Meeting.OPERAND && view.spec().space() == Space.INNER;
    }

    private List<Integer> partners(KernelView view, Usage usage, int first) {
        return usage.laterReaders(meeting == Meeting.RESULT ? view.outputs() : view.inputs(), first);
    }

    /** {@return whether step {@code moved} commutes with the steps from {@code from} to before {@code to}} */
    static boolean canMove(List<Step> steps, int moved, int from, int to) {
        Step step = steps.get(moved);
        return steps.subList(from, to).stream().noneMatch(step::conflictsWith);
    }

    private @Nullable Step merge(KernelView first, Step second, Predicate<Storage> isNeeded) {
        KernelView later = KernelView.of(second);
        if (later == null) {
            return null;
        }
        return switch (meeting) {
            case RESULT -> merge(first, first.outputs(), later, isNeeded);
            case OPERAND -> mergeReaders(first, later, isNeeded);
        };
    }

    /** Of two that read the same one must be a map; a row's pass stores what the map would. */
    private static @Nullable Step mergeReaders(KernelView first, KernelView later, Predicate<Storage> isNeeded) {
        boolean fits = later.isMap() || first.isMap() && later.spec().space() == Space.INNER;
        if (!fits) {
            return null;
        }
        return later.isMap() && !first.isMap()
                ? merge(later, later.inputs(), first, isNeeded)
                : merge(first, first.inputs(), later, isNeeded);
    }

    private static @Nullable Step merge(
            KernelView map, List<Place> places, KernelView user, Predicate<Storage> isNeeded) {
        boolean results = places == map.outputs();
        for (Place shared : places) {
            for (Place same : user.inputs()) {
                boolean meets = shared.storage() == same.storage()
                        && (results || map.movesEverywhere(shared) && user.movesEverywhere(same));
                Step merged = meets ? Merger.merge(map, shared, user, same, isNeeded) : null;
                if (merged != null) {
                    return merged;
                }
            }
        }
        return null;
    }
}
