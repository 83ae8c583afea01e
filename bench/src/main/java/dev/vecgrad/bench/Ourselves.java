package dev.vecgrad.bench;

import dev.vecgrad.type.VecgradException;
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
    public Result measure(String workload, Duration budget) throws PeerException {
        try {
            return new Bench(List.of(workload), setting, budget).results().getFirst();
        } catch (VecgradException e) {
            throw new PeerException(String.valueOf(e.getMessage()), e);
        }
    }
}
