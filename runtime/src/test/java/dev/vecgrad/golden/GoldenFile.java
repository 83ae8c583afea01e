package dev.vecgrad.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Numbers that another library printed: a resource with one {@code name = value value ...} a line, {@code #} starts a
 * comment. The scripts that write such files are in {@code tests/golden}.
 */
public final class GoldenFile {
    private final Map<String, String> entries = new HashMap<>();
    private final String resource;

    private GoldenFile(String resource) {
        this.resource = resource;
    }

    /** Reads {@code /golden/<name>} of the test resources. */
    public static GoldenFile read(String name) {
        var file = new GoldenFile("/golden/" + name);
        file.text().lines().filter(line -> !line.startsWith("#")).forEach(file::addLine);
        return file;
    }

    /** {@return the floating-point values under a name} */
    public double[] doubles(String name) {
        return Stream.of(values(name)).mapToDouble(Double::parseDouble).toArray();
    }

    /** {@return the values under a name as float32; each is one exactly} */
    public float[] floats(String name) {
        double[] values = doubles(name);
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** {@return the integers under a name} */
    public long[] longs(String name) {
        return Stream.of(values(name)).mapToLong(Long::parseLong).toArray();
    }

    /** {@return the integers under a name as int32} */
    public int[] ints(String name) {
        return Stream.of(values(name)).mapToInt(Integer::parseInt).toArray();
    }

    /** {@return the text under a name, of one or more lines} */
    public String text(String name) {
        return entry(name).replace("\\n", "\n");
    }

    /** {@return all names} */
    public Set<String> names() {
        return Set.copyOf(entries.keySet());
    }

    /** {@return whether something stands under a name} */
    public boolean has(String name) {
        return entries.containsKey(name);
    }

    private void addLine(String line) {
        int equals = line.indexOf(" =");
        entries.put(line.substring(0, equals), line.substring(equals + 2).strip());
    }

    private String[] values(String name) {
        String values = entry(name);
        return values.isEmpty() ? new String[0] : values.split(" ");
    }

    private String entry(String name) {
        return Objects.requireNonNull(entries.get(name), () -> "no entry '" + name + "' in " + resource);
    }

    private String text() {
        try (InputStream in = Objects.requireNonNull(GoldenFile.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
