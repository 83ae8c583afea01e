package dev.vecgrad.nn;

import java.util.List;

/**
 * Names in which a state and a module differ.
 *
 * @param missing names of the module that the state lacks
 * @param unexpected names of the state that the module does not know
 */
public record IncompatibleKeys(List<String> missing, List<String> unexpected) {
    /** Keeps copies. */
    public IncompatibleKeys {
        missing = List.copyOf(missing);
        unexpected = List.copyOf(unexpected);
    }

    /** {@return whether there is no difference} */
    public boolean isEmpty() {
        return missing.isEmpty() && unexpected.isEmpty();
    }
}
