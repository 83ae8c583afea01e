package dev.vecgrad.bench;

import java.util.function.Supplier;

/**
 * Work to be timed, under the name that all engines share.
 *
 * @param name such as {@code matmul/256}: what is done, a slash, its size
 * @param prepare makes the operands and returns one step of the work
 * @param isProcess whether a step is a process of its own, which no warm-up of this one makes faster
 */
public record Workload(String name, Supplier<Step> prepare, boolean isProcess) {
    /** Work of this process. */
    public Workload(String name, Supplier<Step> prepare) {
        this(name, prepare, false);
    }

    /** {@return work each step of which is a process of its own} */
    static Workload process(String name, Supplier<Step> prepare) {
        return new Workload(name, prepare, true);
    }
}
