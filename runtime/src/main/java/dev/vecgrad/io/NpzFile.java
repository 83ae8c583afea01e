package dev.vecgrad.io;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;

/**
 * An open npz file, from which single arrays can be taken: the file is mapped into memory and only what is taken is read. It must not
 * be changed meanwhile; a file that vecgrad replaces by a new one is not. Any thread may use it.
 */
public final class NpzFile implements AutoCloseable {
    private static final String EXTENSION = ".npy";
    private static final int CHUNK_BYTES = 1 << 18;

    private final MappedFile file;
    private final ZipArchive archive;
    private final SequencedMap<String, ZipEntryPlace> arrays = new LinkedHashMap<>();
    private final ReadOptions options;

    private NpzFile(MappedFile file, ReadOptions options) {
        this.file = file;
        this.archive = ZipArchive.of(file.name(), file.bytes());
        this.options = options;
        archive.entries().forEach((name, entry) -> {
            if (name.endsWith(EXTENSION)) {
                arrays.put(name.substring(0, name.length() - EXTENSION.length()), entry);
            }
        });
    }

    static NpzFile open(Path path, ReadOptions options) {
        MappedFile file = MappedFile.open(path, "an npz file");
        try {
            return new NpzFile(file, options);
        } catch (TensorFileException e) {
            file.close();
            throw e;
        }
    }

    /** {@return the arrays' names, in the order of the file} */
    public Set<String> names() {
        return Collections.unmodifiableSet(arrays.keySet());
    }

    /**
     * {@return a copy of one array}
     *
     * @throws TensorFileException if there is none of this name, it is malformed or damaged, or holds a type that vecgrad lacks
     */
    public Tensor load(String name) {
        ZipEntryPlace entry = arrays.get(name);
        if (entry == null) {
            throw new TensorFileException(
                    file.name() + ": there is no array '" + name + "': " + arrays.size() + " arrays are in the file");
        }
        String what = file.name() + ": array '" + name + "'";
        return entry.method() == ZipEntryPlace.STORED
                ? NpyArray.of(what, archive.stored(entry), options).load()
                : inflated(what, entry);
    }

    private Tensor inflated(String what, ZipEntryPlace entry) {
        try (DeflatedEntry in = DeflatedEntry.open(archive, entry)) {
            NpyHeader header = NpyHeaderReader.read(what, in);
            NpyArray.checkSize(what, header, entry.bytes() - header.bytes());
            header.type().check(what, options);
            Value value = NpyArray.empty(header);
            try {
                inflate(in, header, value);
            } catch (TensorFileException e) {
                value.storage().release();
                throw e;
            }
            return new Tensor(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void inflate(DeflatedEntry in, NpyHeader header, Value value) throws IOException {
        var reader = new ElementReader(header.type(), header.order());
        int itemBytes = header.type().bytes();
        byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, header.dataBytes())];
        long numel = value.numel();
        for (long done = 0; done < numel; ) {
            int bytes = in.readNBytes(chunk, 0, (int) Math.min(chunk.length, (numel - done) * itemBytes));
            reader.copy(MemorySegment.ofArray(chunk).asSlice(0, bytes), value, done);
            done += bytes / itemBytes;
        }
        in.checkEnd();
    }

    /** Gives up the file; tensors that were loaded stay. */
    @Override
    public void close() {
        file.close();
    }
}
