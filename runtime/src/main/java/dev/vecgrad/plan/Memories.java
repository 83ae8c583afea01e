package dev.vecgrad.plan;

import dev.vecgrad.exec.WorkList;
import dev.vecgrad.memory.Lifetime;
import dev.vecgrad.memory.Storage;
import dev.vecgrad.type.Device;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The memories that a plan's work lies in, by number: one for all intermediates, then one for each storage that has memory of its own. Those
 * of arguments and results are other ones at each call.
 */
final class Memories {
    private static final int INTERMEDIATES = 0;

    private final MemoryPlan plan;
    private final Map<Storage, Integer> numbers = new IdentityHashMap<>();
    private final Map<Storage, Storage> kept = new IdentityHashMap<>();
    private final List<Storage> recorded = new ArrayList<>();
    private final Roles roles;
    private final List<Storage> captured;
    private final int[] arguments;
    private final int[] results;
    private final boolean[] written;
    private final Storage[] storages;
    private final long[] shifts;

    Memories(List<Step> steps, MemoryPlan plan, Roles roles) {
        this.plan = plan;
        this.roles = roles;
        recorded.add(Storage.allocate(device(steps), Math.max(1, plan.bytes()), Lifetime.LONG));
        for (Storage symbol : roles.kept()) {
            kept.put(symbol, Storage.allocate(symbol.device(), symbol.bytes(), Lifetime.LONG));
        }
        steps.forEach(step -> step.operands().forEach(this::number));
        this.arguments = numbers(roles.arguments());
        this.results = numbers(roles.results());
        this.storages = recorded.stream().map(this::real).toArray(Storage[]::new);
        this.shifts = new long[storages.length];
        this.captured = recorded.stream().skip(1).filter(s -> !s.isSymbol()).toList();
        this.written = new boolean[storages.length];
        for (Step step : steps) {
            for (Storage storage : step.operands()) {
                if (roles.isOutside(storage) && step.writes(storage)) {
                    written[number(storage)] = true;
                }
            }
        }
    }

    private static Device device(List<Step> steps) {
        return steps.isEmpty()
                ? Device.CPU
                : steps.getFirst().operands().getFirst().device();
    }

    private int number(Storage storage) {
        if (plan.holds(storage)) {
            return INTERMEDIATES;
        }
        return numbers.computeIfAbsent(storage, s -> {
            recorded.add(s);
            return recorded.size() - 1;
        });
    }

    private int[] numbers(List<Storage> storages) {
        return storages.stream().mapToInt(this::number).toArray();
    }

    /** {@return the storage that has the memory which {@code storage} stands for, itself if it has its own} */
    Storage real(Storage storage) {
        return kept.getOrDefault(storage, storage);
    }

    /** {@return the work of these steps on these memories} */
    WorkList workList(List<Step> steps) {
        List<WorkList.Item> items = new ArrayList<>();
        for (Step step : steps) {
            int n = step.operands().size();
            int[] memory = new int[n];
            long[] shift = new long[n];
            for (int i = 0; i < n; i++) {
                Storage storage = step.operands().get(i);
                memory[i] = number(storage);
                shift[i] = memory[i] == INTERMEDIATES ? plan.offset(storage) : 0;
            }
            items.add(new WorkList.Item(step.work(), memory, shift));
        }
        return new WorkList(items, recorded.size());
    }

    /** Takes this call's arguments and allocates its results. {@return the results} */
    Storage[] begin(Storage[] given, long[] givenShifts) {
        for (int i = 0; i < given.length; i++) {
            int number = arguments[i];
            storages[number] = given[i];
            shifts[number] = givenShifts[i];
        }
        Storage[] made = new Storage[results.length];
        for (int i = 0; i < made.length; i++) {
            int number = results[i];
            if (storages[number].isSymbol()) {
                Storage result = recorded.get(number);
                storages[number] = Storage.allocate(result.device(), result.bytes(), Lifetime.SHORT);
            }
            made[i] = storages[number];
        }
        return made;
    }

    /** Forgets this call's arguments and results. */
    void end() {
        for (int number : arguments) {
            forget(number);
        }
        for (int number : results) {
            forget(number);
        }
    }

    private void forget(int number) {
        storages[number] = real(recorded.get(number));
    }

    Storage[] storages() {
        return storages;
    }

    long[] shifts() {
        return shifts;
    }

    /** {@return which of the storages that exist before any call it touches; arguments are none of them} */
    List<Storage> captured() {
        return captured;
    }

    /** {@return whether any step writes a storage of the recording} */
    boolean isWritten(Storage storage) {
        return written[number(storage)];
    }

    /** {@return the storages known outside that these steps write} */
    List<Storage> writtenBy(List<Step> steps) {
        List<Storage> found = new ArrayList<>();
        for (Step step : steps) {
            for (Storage storage : step.operands()) {
                if (roles.isKnown(storage) && step.writes(storage) && !found.contains(storage)) {
                    found.add(storage);
                }
            }
        }
        return found;
    }

    /** {@return this call's storage in the place of one of the recording} */
    Storage current(Storage storage) {
        return storages[number(storage)];
    }

    /** Counts a write in place for every storage that existed before the call and was written. */
    void countWrites() {
        for (int m = 0; m < written.length; m++) {
            if (written[m]) {
                storages[m].bumpVersion();
            }
        }
    }
}
