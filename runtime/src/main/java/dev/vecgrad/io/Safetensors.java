package dev.vecgrad.io;

import dev.vecgrad.Tensor;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Files in the safetensors format: named tensors and some texts about them, as PyTorch users exchange weights. Source:
 * github.com/huggingface/safetensors, "Format".
 *
 * <p>dtypes: float32, float64, int64, int32, bool; other types are read when {@link ReadOptions#widen} asks for it. A malformed file
 * is an error before any tensor is made. What is written is equal to the byte to what the format's own library writes.
 */
public final class Safetensors {
    /**
     * What a file holds.
     *
     * @param tensors the tensors by name, in the order of the file
     * @param metadata the texts by name
     */
    public record Contents(SequencedMap<String, Tensor> tensors, SequencedMap<String, String> metadata) {
        /** Makes the maps unmodifiable. */
        public Contents {
            tensors = Collections.unmodifiableSequencedMap(tensors);
            metadata = Collections.unmodifiableSequencedMap(metadata);
        }
    }

    private Safetensors() {}

    /**
     * Writes tensors, e.g. a module's state, to a file. A file that was there is replaced at once when the new one is whole.
     *
     * @throws TensorFileException if it cannot be written
     */
    public static void save(Path file, Map<String, ? extends Tensor> tensors) {
        save(file, tensors, Map.of());
    }

    /** The same with texts about them. */
    public static void save(Path file, Map<String, ? extends Tensor> tensors, Map<String, String> metadata) {
        List<SafetensorsWriter.Source> sources = tensors.entrySet().stream()
                .map(entry -> new SafetensorsWriter.Source(entry.getKey(), Elements.of(entry.getValue())))
                .toList();
        SafetensorsWriter.write(file, sources, metadata);
    }

    /**
     * {@return what a file holds; the tensors are copies}
     *
     * @throws TensorFileException if it cannot be read, is malformed, or holds a type that vecgrad lacks
     */
    public static Contents load(Path file) {
        return load(file, ReadOptions.DEFAULT);
    }

    /** {@return the same, read as these options say} */
    public static Contents load(Path file, ReadOptions options) {
        try (SafetensorsFile opened = open(file, options)) {
            opened.checkTypes();
            SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
            opened.names().forEach(name -> tensors.put(name, opened.load(name)));
            return new Contents(tensors, opened.metadata());
        }
    }

    /**
     * {@return a file from which single tensors can be taken; to be closed}
     *
     * @throws TensorFileException if it cannot be read or is malformed
     */
    public static SafetensorsFile open(Path file) {
        return open(file, ReadOptions.DEFAULT);
    }

    /** {@return the same, to be read as these options say} */
    public static SafetensorsFile open(Path file, ReadOptions options) {
        return SafetensorsFile.open(file, options);
    }
}
