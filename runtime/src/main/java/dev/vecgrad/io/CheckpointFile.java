package dev.vecgrad.io;

import dev.vecgrad.Tensor;
import dev.vecgrad.io.JsonScanner.JsonException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** How a checkpoint stands in a safetensors file. */
final class CheckpointFile {
    private static final String FORMAT_KEY = "format";
    private static final String FORMAT = "vecgrad-checkpoint";
    private static final String VERSION_KEY = "version";
    private static final String VERSION = "1";
    private static final String PARTS_KEY = "parts";
    private static final String SEPARATOR = ",";

    private CheckpointFile() {}

    static void write(Path file, SequencedMap<String, SequencedMap<String, Object>> parts) {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        SequencedMap<String, String> metadata = new LinkedHashMap<>();
        metadata.put(FORMAT_KEY, FORMAT);
        metadata.put(VERSION_KEY, VERSION);
        metadata.put(PARTS_KEY, String.join(SEPARATOR, parts.keySet()));
        parts.forEach((part, state) -> state.forEach((name, value) -> {
            if (value instanceof Tensor tensor) {
                tensors.put(part + "." + name, tensor);
            } else {
                metadata.put(part + "." + name, text(value));
            }
        }));
        Safetensors.save(file, tensors, metadata);
    }

    private static String text(Object value) {
        if (value instanceof String text) {
            var out = new StringBuilder();
            JsonWriter.string(out, text);
            return out.toString();
        }
        return value.toString();
    }

    static Checkpoint read(Path file) {
        Safetensors.Contents contents = Safetensors.load(file);
        Map<String, String> metadata = contents.metadata();
        if (!FORMAT.equals(metadata.get(FORMAT_KEY))) {
            throw new TensorFileException(file + ": this is no checkpoint: its metadata has no format " + FORMAT);
        }
        if (!VERSION.equals(metadata.get(VERSION_KEY))) {
            throw new TensorFileException(file + ": its version is " + metadata.get(VERSION_KEY) + ": version "
                    + VERSION + " of checkpoints can be read");
        }
        SequencedMap<String, SequencedMap<String, Object>> parts = new LinkedHashMap<>();
        for (String part : metadata.getOrDefault(PARTS_KEY, "").split(SEPARATOR, -1)) {
            parts.put(part, new LinkedHashMap<>());
        }
        contents.tensors().forEach((name, tensor) -> put(file, parts, name, tensor));
        metadata.forEach((name, text) -> {
            if (name.indexOf('.') >= 0) {
                put(file, parts, name, value(file, name, text));
            }
        });
        return checkpoint(file, parts);
    }

    private static void put(Path file, Map<String, SequencedMap<String, Object>> parts, String name, Object value) {
        int point = name.indexOf('.');
        SequencedMap<String, Object> part = point < 0 ? null : parts.get(name.substring(0, point));
        if (part == null || part.put(name.substring(point + 1), value) != null) {
            throw new TensorFileException(
                    file + ": '" + name + "' belongs to none of the parts " + parts.keySet() + ", or is there twice");
        }
    }

    private static Object value(Path file, String name, String text) {
        try {
            if (text.startsWith("\"")) {
                var json = new JsonScanner(text);
                String string = json.string(name);
                json.end();
                return string;
            }
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> text.matches("-?[0-9]{1,19}") ? (Object) Long.valueOf(text) : (Object) floating(text);
            };
        } catch (JsonException | NumberFormatException e) {
            throw new TensorFileException(
                    file + ": metadata '" + name + "' is no number, truth or text: " + e.getMessage(), e);
        }
    }

    /* As Double.toString writes it; Java's own reader takes more. */
    private static Double floating(String text) {
        if (!text.matches("-?([0-9.]{1,30}(E-?[0-9]{1,3})?|Infinity)|NaN")) {
            throw new NumberFormatException("it is neither");
        }
        return Double.valueOf(text);
    }

    private static Checkpoint checkpoint(Path file, SequencedMap<String, SequencedMap<String, Object>> parts) {
        var checkpoint = new Checkpoint(file.toString());
        try {
            parts.forEach((part, state) -> {
                if (!(part.isEmpty() && state.isEmpty())) {
                    checkpoint.put(part, state);
                }
            });
        } catch (IllegalArgumentException e) {
            throw new TensorFileException(file + ": its list of parts is damaged: " + e.getMessage(), e);
        }
        return checkpoint;
    }
}
