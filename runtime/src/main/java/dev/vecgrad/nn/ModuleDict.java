package dev.vecgrad.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Modules under names, in the order in which they came; it is a part of a model and computes nothing itself.
 *
 * @param <M> what kind of modules
 */
public final class ModuleDict<M extends Module> extends Module {
    private final SequencedMap<String, M> modules = new LinkedHashMap<>();

    /** Modules with names of their own. */
    public ModuleDict(Map<String, ? extends M> modules) {
        modules.forEach(this::put);
    }

    /**
     * Adds a module. {@return the module}
     *
     * @throws IllegalArgumentException if the name is empty, taken, or has a point in it
     */
    public <N extends M> N put(String name, N module) {
        modules.put(name, register(name, module));
        return module;
    }

    /**
     * {@return the module of this name}
     *
     * @throws IllegalArgumentException if there is none
     */
    public M get(String name) {
        M module = modules.get(name);
        if (module == null) {
            throw new IllegalArgumentException("ModuleDict: '" + name + "': the names are " + modules.keySet());
        }
        return module;
    }

    /** {@return the modules by name} */
    public SequencedMap<String, M> modules() {
        return Collections.unmodifiableSequencedMap(modules);
    }
}
