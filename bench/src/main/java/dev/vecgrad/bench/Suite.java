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
 * @param settings how we do the work, at least one, with the same number of threads
 * @param budget for how long each workload is timed on each engine, after its warm-up
 * @param peers who is measured beside us
 */
public record Suite(List<String> workloads, List<Setting> settings, Duration budget, Optional<Peers> peers) {
    private static final int ROUNDS = 3;

    /**
     * Times the workloads, each in three turns.
     *
     * @param report is told of each result once it has had all its turns
     * @param remarks is told the versions of peers, with which flags processes start, and what could not be measured, and why
     * @throws IllegalArgumentException if a name matches no workload, or there is no time
     */
    public void run(Consumer<Result> report, Consumer<String> remarks) {
        Setting first = settings.getFirst();
        List<Workload> selected = Workloads.select(first.engine().workloads(first.threads()), workloads);
        if (selected.stream().anyMatch(Workload::isProcess)) {
            remarks.accept(Startup.remark());
        }
        if (peers.isEmpty()) {
            runAlone(selected, report, remarks);
        } else {
            runBeside(peers.get(), selected, report, remarks);
        }
    }

    /** All workloads, and all again: what drifts within minutes is seen as noise. */
    private void runAlone(List<Workload> selected, Consumer<Result> report, Consumer<String> remarks) {
        Map<Workload, Contest> contests = new LinkedHashMap<>();
        selected.forEach(workload -> contests.put(workload, contest(ourselves(workload))));
        for (int round = 1; round <= ROUNDS; round++) {
            for (Map.Entry<Workload, Contest> entry : contests.entrySet()) {
                entry.getValue().round(entry.getKey().name(), remarks);
                if (round == ROUNDS) {
                    entry.getValue().results().forEach(report);
                }
            }
        }
    }

    private void runBeside(Peers peers, List<Workload> selected, Consumer<Result> report, Consumer<String> remarks) {
        List<Contestant> started = peers.start(remarks);
        try {
            for (Workload workload : selected) {
                List<Contestant> able = new ArrayList<>(ourselves(workload));
                able.addAll(those(started, workload));
                Contest contest = contest(able);
                contest.run(workload.name(), ROUNDS, remarks);
                contest.results().forEach(report);
            }
        } finally {
            started.forEach(Contestant::close);
        }
    }

    private Contest contest(List<Contestant> contestants) {
        return new Contest(contestants, budget.dividedBy(ROUNDS));
    }

    private List<Contestant> ourselves(Workload workload) {
        return settings.stream()
                .filter(setting -> !workload.isProcess() || setting.mode() == Mode.EAGER)
                .<Contestant>map(Ourselves::new)
                .toList();
    }

    /** All but processes, which have no peer, and the library for products where there is no product. */
    private static List<Contestant> those(List<Contestant> all, Workload workload) {
        boolean isProduct =
                ProductSize.ALL.stream().anyMatch(size -> size.name().equals(workload.name()));
        return all.stream()
                .filter(c -> isProduct || !c.label().engine().equals(Engine.OPENBLAS.toString()))
                .filter(_ -> !workload.isProcess())
                .toList();
    }
}
