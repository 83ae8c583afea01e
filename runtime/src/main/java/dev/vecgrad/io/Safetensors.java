package dev.vecgrad.io;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Value;
import dev.vecgrad.exec.HostTransfer;
import dev.vecgrad.type.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
 * <p>dtypes: float32, float64, int64, int32, bool. A malformed file is an error before any tensor is made.
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
                .map(entry -> source(entry.getKey(), entry.getValue()))
                .toList();
        SafetensorsWriter.write(file, sources, metadata);
    }

    private static SafetensorsWriter.Source source(String name, Tensor tensor) {
        Value dense = Arithmetic.contiguous(tensor.detach().value());
        long start = dense.offset() * dense.dtype().itemSize();
        return new SafetensorsWriter.Source(
                name,
                dense.dtype(),
                dense.shape(),
                (position, target) -> HostTransfer.read(dense.storage(), start + position, target));
    }

    /**
     * {@return what a file holds; the tensors are copies}
     *
     * @throws TensorFileException if it cannot be read or is malformed
     */
    public static Contents load(Path file) {
        try (SafetensorsFile opened = SafetensorsFile.open(file)) {
            SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
            opened.header().entries().forEach((name, entry) -> tensors.put(name, tensor(entry, opened.bytes(name))));
            return new Contents(tensors, opened.header().metadata());
        }
    }

    private static Tensor tensor(SafetensorsEntry entry, MemorySegment bytes) {
        Value value = Value.empty(entry.dtype(), entry.shape());
        HostTransfer.write(value.storage(), 0, entry.dtype() == DType.BOOL ? truths(bytes) : bytes);
        return new Tensor(value);
    }

    /* A byte that is neither 0 nor 1 is true, and must not reach a kernel as it is. */
    private static MemorySegment truths(MemorySegment bytes) {
        byte[] truths = bytes.toArray(ValueLayout.JAVA_BYTE);
        for (int i = 0; i < truths.length; i++) {
            truths[i] = (byte) (truths[i] == 0 ? 0 : 1);
        }
        return MemorySegment.ofArray(truths);
    }
}
