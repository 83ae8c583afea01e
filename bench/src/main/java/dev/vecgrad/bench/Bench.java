package dev.vecgrad.bench;

import dev.vecgrad.exec.Threads;
import dev.vecgrad.memory.Scope;
import dev.vecgrad.type.Device;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A run of the benchmark in this process.
 *
 * @param workloads exact names or beginnings of names; none: all
 * @param setting how the work is done
 * @param budget for how long each workload is timed, after its warm-up
 */
public record Bench(List<String> workloads, Setting setting, Duration budget) {
    /**
     * A run with these options.
     *
     * @throws IllegalArgumentException if there is no time
     */
    public Bench {
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

    /** {@return all results} */
    List<Result> results() {
        List<Result> results = new ArrayList<>();
        run(results::add);
        return results;
    }

    void run(Clock clock, Consumer<Result> report) {
        List<Workload> selected = Workloads.select(setting.engine().workloads(setting.threads()), workloads);
        int before = Threads.get();
        Device home = Device.getDefault();
        Threads.set(setting.threads());
        Device.setDefault(setting.device());
        try {
            for (Workload workload : selected) {
                report.accept(measure(clock, workload));
            }
        } finally {
            Device.setDefault(home);
            Threads.set(before);
        }
    }

    private Result measure(Clock clock, Workload workload) {
        return switch (setting.scoping()) {
            case STEP -> measureScoped(clock, workload);
            case NONE -> measure(clock, workload, workload.prepare().get().in(setting.mode()));
        };
    }

    /** Operands and temporaries go at once; the next workload finds the memory again. */
    private Result measureScoped(Clock clock, Workload workload) {
        try (Scope _ = Scope.open()) {
            return measure(
                    clock, workload, new ScopedStep(workload.prepare().get().in(setting.mode())));
        }
    }

    private Result measure(Clock clock, Workload workload, Step step) {
        return Prepared.of(workload, step).time(clock, setting.label());
    }
}
