package dev.vecgrad.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
     * Times the workloads, each in three turns.
     *
     * @param report is told of each result once it has had all its turns
     * @param notRun is told what could not be measured, and why
     * @throws IllegalArgumentException if a name matches no workload, or there is no time
     */
    public void run(Consumer<Result> report, Consumer<String> notRun) {
        List<Workload> selected = Workloads.select(setting.engine().workloads(setting.threads()), workloads);
        if (peers.isEmpty()) {
            runAlone(selected, report);
        } else {
            runBeside(peers.get(), selected, report, notRun);
        }
    }

    /** All workloads, and all again: what drifts within minutes is seen as noise. */
    private void runAlone(List<Workload> selected, Consumer<Result> report) {
        Ourselves ourselves = new Ourselves(setting);
        Map<Workload, List<Result>> turns = new LinkedHashMap<>();
        for (int round = 1; round <= ROUNDS; round++) {
            for (Workload workload : selected) {
                List<Result> known = turns.computeIfAbsent(workload, _ -> new ArrayList<>());
                known.add(ourselves.measure(workload.name(), budget.dividedBy(ROUNDS)));
                if (round == ROUNDS) {
                    report.accept(Result.together(known));
                }
            }
        }
    }

    private void runBeside(Peers peers, List<Workload> selected, Consumer<Result> report, Consumer<String> notRun) {
        Ourselves ourselves = new Ourselves(setting);
        List<Contestant> started = peers.start(notRun);
        try {
            List<Contestant> all = new ArrayList<>(started);
            all.addFirst(ourselves);
            for (Workload workload : selected) {
                List<Contestant> able = workload.isProcess() ? List.of(ourselves) : those(all, workload);
                new Contest(able, ROUNDS, budget).run(workload.name(), notRun).forEach(report);
            }
        } finally {
            started.forEach(Contestant::close);
        }
    }

    /** All but the library for products where there is no product. */
    private static List<Contestant> those(List<Contestant> all, Workload workload) {
        boolean isProduct =
                ProductSize.ALL.stream().anyMatch(size -> size.name().equals(workload.name()));
        return all.stream()
                .filter(c -> isProduct || !c.label().engine().equals(Engine.OPENBLAS.toString()))
                .toList();
    }
}
