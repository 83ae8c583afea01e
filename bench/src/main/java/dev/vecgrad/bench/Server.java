package dev.vecgrad.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The other end of a {@link PeerProcess} that is a JVM: answers the lines of its input, as {@code peers.py --serve} does. */
public final class Server {
    private final Label label;
    private final List<Workload> workloads;
    private @Nullable Prepared prepared;

    private Server(Label label, List<Workload> workloads) {
        this.label = label;
        this.workloads = workloads;
    }

    /** Says that it is ready, then answers until the input ends. */
    public static void serve(Label label, String version, List<Workload> workloads) {
        new Server(label, workloads).serve(version, System.out);
    }

    private void serve(String version, PrintStream out) {
        out.println(Result.json(Map.of("ready", version)));
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(answer(line.split(" ", -1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String answer(String[] question) {
        try {
            Duration budget = Duration.ofNanos((long) (Double.parseDouble(question[1]) * 1e9));
            return prepared(question[0]).time(Clock.ofBudget(budget), label).toJson();
        } catch (RuntimeException e) {
            return Result.json(Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    private Prepared prepared(String name) {
        @Nullable Prepared known = prepared;
        if (known != null && known.workload().name().equals(name)) {
            return known;
        }
        prepared = null;
        Workload workload = workloads.stream()
                .filter(w -> w.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such workload"));
        Prepared made = Prepared.of(workload, workload.prepare().get());
        prepared = made;
        return made;
    }
}
