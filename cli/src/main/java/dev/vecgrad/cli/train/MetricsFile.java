package dev.vecgrad.cli.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The course of a training as JSON: {@code test_accuracy} and a list {@code epochs}. */
public final class MetricsFile {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private MetricsFile() {}

    /**
     * Writes the file.
     *
     * @param epochs those that have ended, at least one
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, List<Epoch> epochs) throws IOException {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("test_accuracy", epochs.getLast().testAccuracy());
        root.put("epochs", epochs.stream().map(MetricsFile::entry).toList());
        Files.writeString(file, JSON.writeValueAsString(root) + System.lineSeparator());
    }

    private static Map<String, Object> entry(Epoch epoch) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("epoch", epoch.epoch());
        entry.put("loss", epoch.loss());
        entry.put("train_accuracy", epoch.trainAccuracy());
        entry.put("test_accuracy", epoch.testAccuracy());
        entry.put("samples_per_second", epoch.samplesPerSecond());
        return entry;
    }
}
