package dev.vecgrad.nn;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Modules in an order, named {@code 0}, {@code 1}, ...; it is a part of a model and computes nothing itself.
 *
 * @param <M> what kind of modules
 */
public final class ModuleList<M extends Module> extends Module implements Iterable<M> {
    private final List<M> modules = new ArrayList<>();

    /** An empty list. */
    public ModuleList() {}

    /** A list of these. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public ModuleList(M first, M... more) {
        append(first);
        for (M module : more) {
            append(module);
        }
    }

    /** A list of these. */
    public ModuleList(Iterable<? extends M> modules) {
        modules.forEach(this::append);
    }

    /** Adds a module at the end. {@return the module} */
    public <N extends M> N append(N module) {
        modules.add(register(Integer.toString(modules.size()), module));
        return module;
    }

    /** {@return module {@code index}, counted from 0} */
    public M get(int index) {
        return modules.get(index);
    }

    /** {@return the number of modules} */
    public int size() {
        return modules.size();
    }

    @Override
    public Iterator<M> iterator() {
        return List.copyOf(modules).iterator();
    }

    /** Neighbours with the same text are printed once. */
    @Override
    List<String> childLines() {
        List<String> lines = new ArrayList<>();
        int begin = 0;
        while (begin < modules.size()) {
            String text = modules.get(begin).toString();
            int end = begin + 1;
            while (end < modules.size() && modules.get(end).toString().equals(text)) {
                end++;
            }
            lines.add(
                    end == begin + 1
                            ? "(" + begin + "): " + text
                            : "(" + begin + "-" + (end - 1) + "): " + (end - begin) + " x " + text);
            begin = end;
        }
        return lines;
    }
}
