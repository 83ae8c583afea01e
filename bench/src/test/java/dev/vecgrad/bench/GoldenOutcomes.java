package dev.vecgrad.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What {@code tests/golden/workloads.py} wrote. */
record GoldenOutcomes(Map<String, Outcome> byName) {
    static GoldenOutcomes read() {
        Map<String, Outcome> outcomes = new HashMap<>();
        text().lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            String[] fields = line.split("[ =]+", -1);
            double gradient = fields.length > 2 ? Double.parseDouble(fields[2]) : Double.NaN;
            outcomes.put(fields[0], new Outcome(Double.parseDouble(fields[1]), gradient));
        });
        return new GoldenOutcomes(outcomes);
    }

    Set<String> names() {
        return byName.keySet();
    }

    Outcome of(String name) {
        return Objects.requireNonNull(byName.get(name), name);
    }

    private static String text() {
        try (InputStream in = Objects.requireNonNull(
                GoldenOutcomes.class.getResourceAsStream("/golden/workloads.txt"), "workloads.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
