package dev.vecgrad.plan;

import dev.vecgrad.memory.Storage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which steps of a list touch a storage, by their places in it. */
final class Usage {
    private final Map<Storage, List<Integer>> touching = new IdentityHashMap<>();
    private final List<Step> steps;

    Usage(List<Step> steps) {
        this.steps = steps;
        for (int k = 0; k < steps.size(); k++) {
            Set<Storage> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
            distinct.addAll(steps.get(k).operands());
            for (Storage storage : distinct) {
                touching.computeIfAbsent(storage, _ -> new ArrayList<>()).add(k);
            }
        }
    }

    /** {@return the steps that read or write a storage} */
    List<Integer> touching(Storage storage) {
        return touching.getOrDefault(storage, List.of());
    }

    /** {@return all storages} */
    Set<Storage> storages() {
        return touching.keySet();
    }

    /** {@return the steps that write a storage} */
    List<Integer> writers(Storage storage) {
        return touching(storage).stream()
                .filter(k -> steps.get(k).writes(storage))
                .toList();
    }

    /** {@return the steps that read a storage} */
    List<Integer> readers(Storage storage) {
        return touching(storage).stream()
                .filter(k -> steps.get(k).reads(storage))
                .toList();
    }

    /** {@return the steps after step {@code first} that read one of these places, in order} */
    List<Integer> laterReaders(List<Place> places, int first) {
        return places.stream()
                .flatMap(place -> readers(place.storage()).stream())
                .filter(k -> k > first)
                .distinct()
                .sorted()
                .toList();
    }

    /** {@return whether anybody but two steps needs a storage: another step, or somebody after a call} */
    boolean isNeededBesides(Storage storage, int first, int second, Roles roles) {
        return roles.isWanted(storage) || touching(storage).stream().anyMatch(k -> k != first && k != second);
    }
}
