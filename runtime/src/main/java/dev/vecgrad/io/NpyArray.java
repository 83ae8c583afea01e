package dev.vecgrad.io;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Value;
import dev.vecgrad.memory.Lifetime;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.IndexException;
import dev.vecgrad.type.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * An array in npy's format that lies in memory.
 *
 * @param header what stands before the elements
 * @param elements all of them, as they stand in the file
 */
record NpyArray(NpyHeader header, MemorySegment elements) {
    private static final int LONGEST_START = NpyHeader.MAGIC.length + 2 + Integer.BYTES + NpyHeaderReader.MAX_BYTES;

    /**
     * {@return the array in {@code bytes}}
     *
     * @param name file and array, for messages
     * @throws TensorFileException if it is malformed, has another size than its header tells, or may not be read
     */
    static NpyArray of(String name, MemorySegment bytes, ReadOptions options) {
        byte[] start =
                bytes.asSlice(0, Math.min(LONGEST_START, bytes.byteSize())).toArray(ValueLayout.JAVA_BYTE);
        NpyHeader header;
        try {
            header = NpyHeaderReader.read(name, new ByteArrayInputStream(start));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        checkSize(name, header, bytes.byteSize() - header.bytes());
        header.type().check(name, options);
        return new NpyArray(header, bytes.asSlice(header.bytes()));
    }

    /** Checks that as many bytes follow the header as it tells. */
    static void checkSize(String name, NpyHeader header, long dataBytes) {
        if (dataBytes != header.dataBytes()) {
            throw new TensorFileException(name + ": " + dataBytes + " bytes follow its header: shape " + header.shape()
                    + " in " + header.type() + " takes " + header.dataBytes()
                    + (dataBytes < header.dataBytes() ? "; it was cut short" : "; one array is expected in a file"));
        }
    }

    /** {@return a new value, for which nothing was read yet; its elements stand in its memory as they do in the file} */
    static Value empty(NpyHeader header) {
        Shape shape = header.shape();
        long[] strides = header.fortran() ? fortranStrides(shape) : shape.contiguousStrides();
        return Value.emptyStrided(header.type().dtype(), shape, strides, Device.CPU, Lifetime.SHORT);
    }

    private static long[] fortranStrides(Shape shape) {
        return reversed(Shape.of(reversed(shape.toArray())).contiguousStrides());
    }

    private static long[] reversed(long[] numbers) {
        long[] reversed = new long[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            reversed[i] = numbers[numbers.length - 1 - i];
        }
        return reversed;
    }

    /** {@return all elements} */
    Tensor load() {
        Value value = empty(header);
        reader().copy(elements, value, 0);
        return new Tensor(value);
    }

    /** {@return the elements of some indices of the first dim} */
    Tensor rows(long start, long count) {
        Shape shape = header.shape();
        if (shape.rank() == 0) {
            throw new IndexException("rows: a scalar has no rows: it must have at least one dim");
        }
        if (start < 0 || count < 0 || start > shape.size(0) - count) {
            throw new IndexException("rows: rows " + start + " to " + (start + count) + " of an array with "
                    + shape.size(0) + ": both must be from 0 to that");
        }
        long[] sizes = shape.toArray();
        sizes[0] = count;
        var part = new NpyHeader(header.type(), header.order(), header.fortran(), Shape.of(sizes), header.bytes());
        Value value = empty(part);
        long together = header.fortran() ? 1 : shape.size(0) == 0 ? 0 : shape.numel() / shape.size(0);
        long runs = header.fortran() && count > 0 ? value.numel() / count : 1;
        for (long run = 0; run < runs; run++) {
            long first = (run * shape.size(0) + start) * together;
            reader().copy(
                            elements.asSlice(
                                    first * header.type().bytes(),
                                    count * together * header.type().bytes()),
                            value,
                            run * count * together);
        }
        return new Tensor(value);
    }

    private ElementReader reader() {
        return new ElementReader(header.type(), header.order());
    }
}
