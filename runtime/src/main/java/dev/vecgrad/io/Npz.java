package dev.vecgrad.io;

import dev.vecgrad.Tensor;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Files in NumPy's npz format: named arrays, each an {@linkplain Npy npy file} in a zip archive. Source: numpy.org, {@code
 * numpy.savez}.
 *
 * <p>Read are archives without compression and with deflate, zip64 too; entries that are no npy files are passed over. The same tensors always make the
 * same bytes.
 */
public final class Npz {
    private Npz() {}

    /**
     * Writes tensors to a file without compressing them, as {@code numpy.savez}. A file that was there is replaced at once when the new
     * one is whole.
     *
     * @throws TensorFileException if it cannot be written
     */
    public static void save(Path file, Map<String, ? extends Tensor> tensors) {
        NpzWriter.write(file, tensors, false);
    }

    /** The same, compressed as by {@code numpy.savez_compressed}: smaller, and many times slower to write and to read. */
    public static void saveCompressed(Path file, Map<String, ? extends Tensor> tensors) {
        NpzWriter.write(file, tensors, true);
    }

    /**
     * {@return the tensors in a file by name, as copies}
     *
     * @throws TensorFileException if it cannot be read, is malformed or damaged, or holds a type that vecgrad lacks
     */
    public static SequencedMap<String, Tensor> load(Path file) {
        return load(file, ReadOptions.DEFAULT);
    }

    /** {@return the same, read as these options say} */
    public static SequencedMap<String, Tensor> load(Path file, ReadOptions options) {
        try (NpzFile opened = open(file, options)) {
            SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
            opened.names().forEach(name -> tensors.put(name, opened.load(name)));
            return Collections.unmodifiableSequencedMap(tensors);
        }
    }

    /**
     * {@return a file from which single arrays can be taken; to be closed}
     *
     * @throws TensorFileException if it cannot be read or its directory is malformed
     */
    public static NpzFile open(Path file) {
        return open(file, ReadOptions.DEFAULT);
    }

    /** {@return the same, to be read as these options say} */
    public static NpzFile open(Path file, ReadOptions options) {
        return NpzFile.open(file, options);
    }
}
