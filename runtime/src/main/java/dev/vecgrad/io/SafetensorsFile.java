package dev.vecgrad.io;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Value;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Device;
import dev.vecgrad.type.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.SequencedMap;
import java.util.Set;

/**
 * An open safetensors file, from which single tensors can be taken: the file is mapped into memory and only what is taken is
 * read. It must not be changed meanwhile; a file that vecgrad replaces by a new one is not. Any thread may use it.
 */
public final class SafetensorsFile implements AutoCloseable {
    /** As the format's own library limits it. */
    static final long MAX_HEADER_BYTES = 100_000_000;

    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MappedFile file;
    private final SafetensorsHeader header;
    private final MemorySegment data;
    private final ReadOptions options;

    private SafetensorsFile(MappedFile file, SafetensorsHeader header, MemorySegment data, ReadOptions options) {
        this.file = file;
        this.header = header;
        this.data = data;
        this.options = options;
    }

    /** Opens a file and checks all of its header. */
    static SafetensorsFile open(Path path, ReadOptions options) {
        MappedFile file = MappedFile.open(path, "a safetensors file");
        try {
            return open(file, options);
        } catch (TensorFileException e) {
            file.close();
            throw e;
        }
    }

    private static SafetensorsFile open(MappedFile file, ReadOptions options) {
        int headerBytes = headerBytes(file);
        MemorySegment data = file.bytes().asSlice(Long.BYTES + (long) headerBytes);
        byte[] text = file.bytes().asSlice(Long.BYTES, headerBytes).toArray(ValueLayout.JAVA_BYTE);
        SafetensorsHeader header = new SafetensorsHeaderReader(file.name()).read(text, data.byteSize());
        return new SafetensorsFile(file, header, data, options);
    }

    private static int headerBytes(MappedFile file) {
        if (file.size() < Long.BYTES) {
            throw new TensorFileException(
                    file.name() + ": it has " + file.size() + " bytes: a safetensors file has at least 8");
        }
        long bytes = file.bytes().get(LENGTH, 0);
        long rest = file.size() - Long.BYTES;
        if (bytes < 0 || bytes > rest || bytes > MAX_HEADER_BYTES) {
            throw new TensorFileException(file.name() + ": its first 8 bytes tell of a header of "
                    + Long.toUnsignedString(bytes) + " bytes: " + rest + " follow and " + MAX_HEADER_BYTES
                    + " are allowed; this is no safetensors file");
        }
        return (int) bytes;
    }

    /** {@return the tensors' names, in the order of the file} */
    public Set<String> names() {
        return header.entries().keySet();
    }

    /** {@return the texts about the tensors} */
    public SequencedMap<String, String> metadata() {
        return header.metadata();
    }

    /**
     * {@return the sizes of a tensor}
     *
     * @throws TensorFileException if there is none of this name
     */
    public Shape shape(String name) {
        return entry(name).shape();
    }

    /**
     * {@return the dtype that a tensor has when it is loaded}
     *
     * @throws TensorFileException if there is none of this name
     */
    public DType dtype(String name) {
        return entry(name).type().dtype();
    }

    /**
     * {@return a copy of one tensor}
     *
     * @throws TensorFileException if there is none of this name or vecgrad lacks its type and was not asked to widen it
     */
    public Tensor load(String name) {
        SafetensorsEntry entry = entry(name);
        check(name, entry);
        Value value = Value.empty(entry.type().dtype(), entry.shape(), Device.CPU);
        new ElementReader(entry.type(), ByteOrder.LITTLE_ENDIAN).copy(bytes(name), value, 0);
        return new Tensor(value);
    }

    /** {@return the bytes of a tensor, valid until this file is closed} */
    MemorySegment bytes(String name) {
        SafetensorsEntry entry = entry(name);
        return data.asSlice(entry.begin(), entry.bytes());
    }

    /** Checks that all tensors may be loaded. */
    void checkTypes() {
        header.entries().forEach(this::check);
    }

    private void check(String name, SafetensorsEntry entry) {
        entry.type().check(file.name() + ": tensor '" + name + "'", options);
    }

    private SafetensorsEntry entry(String name) {
        SafetensorsEntry entry = header.entries().get(name);
        if (entry == null) {
            throw new TensorFileException(file.name() + ": there is no tensor '" + name + "': " + names().size()
                    + " tensors are in the file");
        }
        return entry;
    }

    /** {@return what the header says} */
    SafetensorsHeader header() {
        return header;
    }

    /** Gives up the file; tensors that were loaded stay. */
    @Override
    public void close() {
        file.close();
    }
}
