package dev.vecgrad.plan;

import dev.vecgrad.memory.Storage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where a function's intermediates lie in one piece of memory: two that are never needed at the same time may lie in the same place, and a
 * map may write over an operand that nobody reads again.
 */
final class MemoryPlan {
    /** Storages are aligned so, and as many bytes as half of that may be read after each. */
    private static final long ALIGNMENT = 128;

    private static final long READ_AHEAD = 64;

    /** Storages that share a place, from their first to their last step. */
    private static final class Tenancy {
        final long bytes;
        final int first;
        int last;
        long offset;

        Tenancy(long bytes, int first, int last) {
            this.bytes = bytes;
            this.first = first;
            this.last = last;
        }

        boolean meets(Tenancy other) {
            return first <= other.last && other.first <= last;
        }

        long end() {
            return offset + bytes;
        }
    }

    private final Map<Storage, Tenancy> tenancies = new IdentityHashMap<>();
    private final List<Tenancy> distinct = new ArrayList<>();
    private final Usage usage;
    private long bytes;

    private MemoryPlan(Usage usage) {
        this.usage = usage;
    }

    /**
     * {@return the places of the function's own storages}
     *
     * @param roles what the storages are to those outside; those that are wanted there have memory of their own
     */
    static MemoryPlan of(List<Step> steps, Roles roles) {
        MemoryPlan plan = new MemoryPlan(new Usage(steps));
        for (int k = 0; k < steps.size(); k++) {
            Step step = steps.get(k);
            for (Storage storage : step.operands()) {
                if (!roles.isWanted(storage) && !plan.tenancies.containsKey(storage)) {
                    plan.moveIn(storage, step, k, s -> !roles.isWanted(s));
                }
            }
        }
        plan.distinct.sort(Comparator.comparingLong((Tenancy t) -> t.bytes).reversed());
        plan.place();
        return plan;
    }

    private void moveIn(Storage storage, Step step, int k, Predicate<Storage> isPassing) {
        int last = usage.touching(storage).getLast();
        Tenancy shared = overwritten(storage, step, k, isPassing);
        if (shared != null) {
            shared.last = last;
            tenancies.put(storage, shared);
        } else {
            long size = (storage.bytes() + READ_AHEAD + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
            Tenancy own = new Tenancy(size, k, last);
            tenancies.put(storage, own);
            distinct.add(own);
        }
    }

    /** The tenancy of an operand that a map reads last and that its result can take over; null if there is none. */
    private @Nullable Tenancy overwritten(Storage storage, Step step, int k, Predicate<Storage> isPassing) {
        KernelView view = KernelView.of(step);
        if (view == null || !view.isMap()) {
            return null;
        }
        List<Place> written =
                view.outputs().stream().filter(p -> p.storage() == storage).toList();
        if (written.size() != 1) {
            return null;
        }
        for (Place input : view.inputs()) {
            Tenancy tenancy = tenancies.get(input.storage());
            if (tenancy != null
                    && tenancy.last == k
                    && !isTaken(tenancy, storage, step)
                    && isPassing.test(input.storage())
                    && input.storage().bytes() == storage.bytes()
                    && liesAlike(view, input, written.getFirst())) {
                return tenancy;
            }
        }
        return null;
    }

    /** Whether another result of the step has it already. */
    private boolean isTaken(Tenancy tenancy, Storage storage, Step step) {
        return step.operands().stream().anyMatch(s -> s != storage && step.writes(s) && tenancies.get(s) == tenancy);
    }

    private static boolean liesAlike(KernelView view, Place input, Place output) {
        Place moved = new Place(input.storage(), input.dtype(), output.offset(), output.strides());
        return input.dtype().itemSize() == output.dtype().itemSize()
                && view.inputs().stream()
                        .filter(p -> p.storage() == input.storage())
                        .allMatch(moved::isSame)
                && view.outputs().stream().noneMatch(p -> p.storage() == input.storage());
    }

    /** Each in the lowest gap that is free while it is there, the largest first. */
    private void place() {
        List<Tenancy> placed = new ArrayList<>();
        for (Tenancy tenancy : distinct) {
            for (Tenancy other : placed.stream()
                    .filter(tenancy::meets)
                    .sorted(Comparator.comparingLong(t -> t.offset))
                    .toList()) {
                if (tenancy.end() <= other.offset) {
                    break;
                }
                tenancy.offset = Math.max(tenancy.offset, other.end());
            }
            placed.add(tenancy);
            bytes = Math.max(bytes, tenancy.end());
        }
    }

    /** {@return the size of the whole} */
    long bytes() {
        return bytes;
    }

    /** {@return whether it has a place for a storage} */
    boolean holds(Storage storage) {
        return tenancies.containsKey(storage);
    }

    /** {@return where a storage begins} */
    long offset(Storage storage) {
        return Objects.requireNonNull(tenancies.get(storage)).offset;
    }

    /** {@return the sizes of all places together, as if none was used twice} */
    long bytesWithoutSharing() {
        return distinct.stream().mapToLong(t -> t.bytes).sum();
    }
}
