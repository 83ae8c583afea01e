package dev.vecgrad.bench;

import dev.vecgrad.exec.Threads;
import dev.vecgrad.memory.Scope;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A run of the benchmark.
 *
 * @param workloads exact names or beginnings of names; none: all
 * @param engine who does the work
 * @param mode how the work is run
 * @param scoping who gives back the memory of a step
 * @param threads that compute together
 * @param budget for how long each workload is timed, after its warm-up
 */
public record Bench(List<String> workloads, Engine engine, Mode mode, Scoping scoping, int threads, Duration budget) {
    /**
     * A run with these options.
     *
     * @throws IllegalArgumentException if there are no threads or there is no time
     */
    public Bench {
        if (threads < 1) {
            throw new IllegalArgumentException("the number of threads must be positive, but is " + threads);
        }
        if (!budget.isPositive()) {
            throw new IllegalArgumentException("the budget must be positive, but is " + budget.toMillis() + " ms");
        }
    }

    /**
     * Times one workload after the other.
     *
     * @param report is told of each result as soon as there is one
     * @throws IllegalArgumentException if a name matches no workload
     */
    public void run(Consumer<Result> report) {
        run(Clock.ofBudget(budget), report);
    }

    void run(Clock clock, Consumer<Result> report) {
        List<Workload> selected = Workloads.select(engine.workloads(threads), workloads);
        int before = Threads.get();
        Threads.set(threads);
        try {
            for (Workload workload : selected) {
                Timing timing = time(clock, workload);
                report.accept(new Result(engine, mode, scoping, threads, workload.name(), timing));
            }
        } finally {
            Threads.set(before);
        }
    }

    private Timing time(Clock clock, Workload workload) {
        return switch (scoping) {
            case STEP -> timeScoped(clock, workload);
            case NONE -> time(clock, workload, workload.prepare().get());
        };
    }

    /** Operands and temporaries go at once; the next workload finds the memory again. */
    private static Timing timeScoped(Clock clock, Workload workload) {
        try (Scope _ = Scope.open()) {
            Runnable step = workload.prepare().get();
            return time(clock, workload, () -> {
                try (Scope _ = Scope.open()) {
                    step.run();
                }
            });
        }
    }

    private static Timing time(Clock clock, Workload workload, Runnable step) {
        return workload.isProcess() ? clock.timeProcesses(step) : clock.time(step);
    }
}
