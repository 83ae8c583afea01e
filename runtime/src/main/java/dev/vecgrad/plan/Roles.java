package dev.vecgrad.plan;

import dev.vecgrad.memory.Storage;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** What a function's storages are to those outside. */
final class Roles {
    private final List<Storage> arguments;
    private final List<Storage> results;
    private final Set<Storage> kept;

    private Roles(List<Storage> arguments, List<Storage> results, Set<Storage> kept) {
        this.arguments = arguments;
        this.results = results;
        this.kept = kept;
    }

    /**
     * {@return the roles of a recording's storages}
     *
     * @param arguments symbols that stand for other storages at each call
     * @param results storages whose contents a call returns
     */
    static Roles of(Recording recording, List<Storage> arguments, List<Storage> results) {
        Set<Storage> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        recording.prologue().forEach(effect -> kept.addAll(effect.kept()));
        kept.removeIf(storage -> !storage.isSymbol() || arguments.contains(storage));
        return new Roles(List.copyOf(arguments), List.copyOf(results), kept);
    }

    List<Storage> arguments() {
        return arguments;
    }

    List<Storage> results() {
        return results;
    }

    /** {@return symbols that Java state refers to after a call: their memory is the plan's} */
    Set<Storage> kept() {
        return kept;
    }

    /** {@return whether it exists before a call} */
    boolean isOutside(Storage storage) {
        return !storage.isSymbol() || arguments.contains(storage);
    }

    /** {@return whether its contents are read after a call} */
    boolean isWanted(Storage storage) {
        return isOutside(storage) || kept.contains(storage) || results.contains(storage);
    }

    /** {@return whether somebody outside may know it during a call, such as the grads of the call before} */
    boolean isKnown(Storage storage) {
        return isOutside(storage) || kept.contains(storage);
    }

    /** {@return whether a step writes what somebody outside may know} */
    boolean writesKnown(Step step) {
        return step.operands().stream().anyMatch(s -> isKnown(s) && step.writes(s));
    }
}
