package dev.vecgrad.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A run of the benchmark, perhaps beside other engines in turns.
 *
 * @param workloads exact names or beginnings of names; none: all
 * @param setting how we do the work
 * @param budget for how long each workload is timed on each engine, after its warm-up
 * @param peers who is measured beside us
 */
public record Suite(List<String> workloads, Setting setting, Duration budget, Optional<Peers> peers) {
    private static final int ROUNDS = 3;

    /**
     * Times one workload after the other.
     *
     * @param report is told of each result as soon as there is one
     * @param notRun is told what could not be measured, and why
     * @throws IllegalArgumentException if a name matches no workload, or there is no time
     */
    public void run(Consumer<Result> report, Consumer<String> notRun) {
        if (peers.isEmpty()) {
            new Bench(workloads, setting, budget).run(report);
        } else {
            runBeside(peers.get(), report, notRun);
        }
    }

    private void runBeside(Peers peers, Consumer<Result> report, Consumer<String> notRun) {
        Ourselves ourselves = new Ourselves(setting);
        List<Workload> selected = Workloads.select(setting.engine().workloads(setting.threads()), workloads);
        List<Contestant> started = peers.start(notRun);
        try {
            List<Contestant> all = new ArrayList<>(started);
            all.addFirst(ourselves);
            for (Workload workload : selected) {
                Contest contest = workload.isProcess()
                        ? new Contest(List.of(ourselves), 1, budget)
                        : new Contest(all, ROUNDS, budget);
                contest.run(workload.name(), notRun).forEach(report);
            }
        } finally {
            started.forEach(Contestant::close);
        }
    }
}
