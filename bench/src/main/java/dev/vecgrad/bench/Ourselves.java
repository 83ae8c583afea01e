package dev.vecgrad.bench;

import java.time.Duration;
import java.util.List;

/**
 * This process as one of those compared.
 *
 * @param setting how it works
 */
record Ourselves(Setting setting) implements Contestant {
    @Override
    public Label label() {
        return setting.label();
    }

    @Override
    public Result measure(String workload, Duration budget) {
        return new Bench(List.of(workload), setting, budget).results().getFirst();
    }
}
