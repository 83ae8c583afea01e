package dev.vecgrad.io;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.Shape;
import java.nio.file.Path;

/**
 * An open npy file of any size: it is mapped into memory, and only the rows that are taken are read. It must not be changed
 * meanwhile; a file that vecgrad replaces by a new one is not. Any thread may use it.
 *
 * {@snippet :
 * try (NpyFile images = Npy.open(Path.of("images.npy"))) {
 *     Tensor batch = images.rows(0, 64);
 * }
 * }
 */
public final class NpyFile implements AutoCloseable {
    private final MappedFile file;
    private final NpyArray array;

    private NpyFile(MappedFile file, NpyArray array) {
        this.file = file;
        this.array = array;
    }

    static NpyFile open(Path path, ReadOptions options) {
        MappedFile file = MappedFile.open(path, "an npy file");
        try {
            return new NpyFile(file, NpyArray.of(file.name(), file.bytes(), options));
        } catch (TensorFileException e) {
            file.close();
            throw e;
        }
    }

    /** {@return the dtype that the tensors have} */
    public DType dtype() {
        return array.header().type().dtype();
    }

    /** {@return the array's sizes} */
    public Shape shape() {
        return array.header().shape();
    }

    /** {@return a copy of all elements; one in Fortran order has the strides that it has in NumPy} */
    public Tensor load() {
        return array.load();
    }

    /**
     * {@return a copy of {@code count} indices of the first dim, from {@code start} on}
     *
     * @throws IndexException if the array has not so many or no dims
     */
    public Tensor rows(long start, long count) {
        return array.rows(start, count);
    }

    /** Gives up the file; tensors that were loaded stay. */
    @Override
    public void close() {
        file.close();
    }
}
