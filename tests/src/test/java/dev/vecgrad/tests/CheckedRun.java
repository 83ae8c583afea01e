package dev.vecgrad.tests;

import dev.vecgrad.type.DTypeException;
import java.util.ArrayList;
import java.util.List;

/**
 * Ops run in a JVM whose backend is {@link CheckingBackend}; failures are collected, printed at the end, and the exit code.
 * The last line tells how many kernels and calls were compared.
 */
public final class CheckedRun {
    /** The property that says which share of the declarations and of the table's cases runs: each so many-th. */
    static final String EVERY = "vecgrad.checked.every";

    private static final int MOST_PRINTED = 20;

    private final List<String> failures = new ArrayList<>();

    private CheckedRun() {}

    /** Runs all cases. */
    public static void main(String[] args) {
        CheckedRun run = new CheckedRun();
        new ElementwiseCases(run).run();
        new ReductionCases(run).run();
        new RandomCases(run).run();
        new TableCases(run).run();
        run.failures.stream().limit(MOST_PRINTED).forEach(System.out::println);
        System.out.println(run.failures.size() + " failures");
        System.out.println(CheckingBackend.checks());
        System.exit(run.failures.isEmpty() ? 0 : 1);
    }

    /** {@return how many declarations or cases there are for one that runs} */
    static int every() {
        return Integer.getInteger(EVERY, 1);
    }

    /** Runs one case; {@return whether the op takes its dtypes} */
    boolean run(String name, Runnable op) {
        try {
            op.run();
            return true;
        } catch (DTypeException e) {
            return false;
        } catch (RuntimeException | Error e) {
            failures.add(name + ": " + e);
            return true;
        }
    }

    /** Notes what is wrong beyond a difference in bits. */
    void fail(String what) {
        failures.add(what);
    }
}
