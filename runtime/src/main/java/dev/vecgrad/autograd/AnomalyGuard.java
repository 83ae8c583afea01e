package dev.vecgrad.autograd;

import dev.vecgrad.core.Anomaly;
import org.jspecify.annotations.Nullable;

/** A stretch of one thread's program in which it is looked for anomalies; at its end it is as before. */
public final class AnomalyGuard implements AutoCloseable {
    private final @Nullable Anomaly before;

    AnomalyGuard(Anomaly anomaly) {
        this.before = Anomaly.set(anomaly);
    }

    @Override
    public void close() {
        Anomaly _ = Anomaly.set(before);
    }
}
