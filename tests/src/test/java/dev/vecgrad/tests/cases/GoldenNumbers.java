package dev.vecgrad.tests.cases;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A resource of {@code name = value value ...} lines that a script of {@code tests/golden} wrote. */
final class GoldenNumbers {
    private final String resource;
    private final Map<String, String> entries = new HashMap<>();

    private GoldenNumbers(String resource) {
        this.resource = resource;
    }

    /** Reads {@code /golden/<name>}; a file that is not there has no entries. */
    static GoldenNumbers read(String name) {
        GoldenNumbers golden = new GoldenNumbers("/golden/" + name);
        try (InputStream in = GoldenNumbers.class.getResourceAsStream(golden.resource)) {
            if (in != null) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(golden::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return golden;
    }

    private void add(String line) {
        int equals = line.indexOf(" =");
        if (equals > 0 && !line.startsWith("#")) {
            entries.put(line.substring(0, equals), line.substring(equals + 2).strip());
        }
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    String text(String name) {
        return Objects.requireNonNull(
                entries.get(name),
                () -> "no entry '" + name + "' in " + resource + ": run python tests/golden/op_cases.py golden");
    }

    double[] doubles(String name) {
        return values(name).mapToDouble(Double::parseDouble).toArray();
    }

    long[] longs(String name) {
        return values(name).mapToLong(Long::parseLong).toArray();
    }

    private Stream<String> values(String name) {
        String values = text(name);
        return values.isEmpty() ? Stream.empty() : Stream.of(values.split(" ", -1));
    }

    @Override
    public String toString() {
        return resource;
    }
}
