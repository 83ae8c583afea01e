package dev.vecgrad.plan;

import dev.vecgrad.memory.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts a map and a later kernel that touches the same memory element for element into one kernel: what the map writes is not read
 * again, and not even written if nobody else reads it; what both read is read once.
 */
final class MapFusion implements Pass {
    /** How two kernels meet. */
    enum Meeting {
        /** The second reads what the first writes. */
        RESULT,
        /** Both are maps and read the same. */
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
        KernelView map = KernelView.of(steps.get(first));
        if (map == null || !map.isMap()) {
            return false;
        }
        Usage usage = new Usage(steps);
        for (int second : partners(map, usage, first)) {
            boolean down = canMove(steps, first, first + 1, second);
            if (down || canMove(steps, second, first + 1, second)) {
                Step merged = merge(map, steps.get(second), storage -> isNeeded(usage, storage, first, second, roles));
                if (merged != null) {
                    steps.set(down ? second : first, merged);
                    Step _ = steps.remove(down ? first : second);
                    return true;
                }
            }
        }
        return false;
    }

    private List<Integer> partners(KernelView map, Usage usage, int first) {
        List<Place> places = meeting == Meeting.RESULT ? map.outputs() : map.inputs();
        return places.stream()
                .flatMap(place -> usage.readers(place.storage()).stream())
                .filter(k -> k > first)
                .distinct()
                .sorted()
                .toList();
    }

    /** Whether step {@code moved} commutes with the steps from {@code from} to before {@code to}. */
    private static boolean canMove(List<Step> steps, int moved, int from, int to) {
        Step step = steps.get(moved);
        return steps.subList(from, to).stream().noneMatch(step::conflictsWith);
    }

    private static boolean isNeeded(Usage usage, Storage storage, int first, int second, Roles roles) {
        return roles.isWanted(storage) || usage.touching(storage).stream().anyMatch(k -> k != first && k != second);
    }

    private @Nullable Step merge(KernelView map, Step second, Predicate<Storage> isNeeded) {
        KernelView user = KernelView.of(second);
        if (user == null || meeting == Meeting.OPERAND && !user.isMap()) {
            return null;
        }
        for (Place shared : meeting == Meeting.RESULT ? map.outputs() : map.inputs()) {
            for (Place same : user.inputs()) {
                boolean meets = shared.storage() == same.storage()
                        && (meeting == Meeting.RESULT || map.movesEverywhere(shared) && user.movesEverywhere(same));
                Step merged = meets ? Merger.merge(map, shared, user, same, isNeeded) : null;
                if (merged != null) {
                    return merged;
                }
            }
        }
        return null;
    }
}
