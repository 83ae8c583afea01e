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
 * @param mode how the work is run
 * @param threads that compute together
 * @param budget for how long each workload is timed, after its warm-up
 */
public record Bench(List<String> workloads, Mode mode, int threads, Duration budget) {
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
        List<Workload> selected = Workloads.select(Workloads.all(), workloads);
        int before = Threads.get();
        Threads.set(threads);
        try {
            for (Workload workload : selected) {
                Timing timing = time(clock, workload);
                report.accept(new Result("vecgrad", mode.toString(), threads, workload.name(), timing));
            }
        } finally {
            Threads.set(before);
        }
    }

    /** Operands and temporaries go at once, as reference counts free them in the peers; the next workload finds the memory again. */
    private static Timing time(Clock clock, Workload workload) {
        try (Scope _ = Scope.open()) {
            Runnable step = workload.prepare().get();
            if (workload.isProcess()) {
                return clock.timeProcesses(step);
            }
            return clock.time(() -> {
                try (Scope _ = Scope.open()) {
                    step.run();
                }
            });
        }
    }
}
