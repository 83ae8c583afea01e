package dev.vecgrad.io;

import dev.vecgrad.Tensor;
import java.nio.file.Path;

/**
 * Files in NumPy's npy format: one array each. Source: numpy.org, {@code numpy.lib.format}.
 *
 * <p>Read are versions 1.0 to 3.0, both orders of the dims and both byte orders. Written is what {@code numpy.save} writes for the
 * same array, to the byte. Types that vecgrad lacks are read when {@link ReadOptions#widen} asks for it; Python objects, text,
 * structures and complex numbers never.
 */
public final class Npy {
    private Npy() {}

    /**
     * Writes a tensor to a file. A file that was there is replaced at once when the new one is whole. A tensor whose first dim moves fastest, such as
     * a transposed matrix, is written in Fortran order, as NumPy does.
     *
     * @throws TensorFileException if it cannot be written
     */
    public static void save(Path file, Tensor tensor) {
        NpyContent content = NpyContent.of(file.toString(), tensor);
        AtomicFile.write(file, content::writeTo);
    }

    /**
     * {@return what a file holds, as a copy}
     *
     * @throws TensorFileException if it cannot be read, is malformed, or holds a type that vecgrad lacks
     */
    public static Tensor load(Path file) {
        return load(file, ReadOptions.DEFAULT);
    }

    /** {@return the same, read as these options say} */
    public static Tensor load(Path file, ReadOptions options) {
        try (NpyFile opened = open(file, options)) {
            return opened.load();
        }
    }

    /**
     * {@return a file from which rows can be taken; to be closed}
     *
     * @throws TensorFileException if it cannot be read, is malformed, or holds a type that vecgrad lacks
     */
    public static NpyFile open(Path file) {
        return open(file, ReadOptions.DEFAULT);
    }

    /** {@return the same, to be read as these options say} */
    public static NpyFile open(Path file, ReadOptions options) {
        return NpyFile.open(file, options);
    }
}
