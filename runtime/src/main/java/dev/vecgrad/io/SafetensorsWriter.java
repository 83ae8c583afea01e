package dev.vecgrad.io;

import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Writes safetensors files: wider elements first and then by name, as the format's own library orders them. */
final class SafetensorsWriter {
    /** Where a tensor's bytes come from. */
    @FunctionalInterface
    interface Content {
        /** Fills {@code target} with the bytes from {@code position} on. */
        void read(long position, MemorySegment target);
    }

    /**
     * A tensor to write.
     *
     * @param name its name
     * @param dtype the elements' dtype
     * @param shape the sizes
     * @param content its elements, row-major and little-endian
     */
    record Source(String name, DType dtype, Shape shape, Content content) {}

    private static final int CHUNK_BYTES = 1 << 20;

    private SafetensorsWriter() {}

    /**
     * Writes a file; whoever reads at the same time sees the old one or the new one whole.
     *
     * @throws TensorFileException if it cannot be written or a name is not allowed
     */
    static void write(Path file, List<Source> sources, Map<String, String> metadata) {
        List<Source> ordered = new ArrayList<>(sources);
        ordered.sort(Comparator.comparing(Source::dtype, Comparator.comparingInt(SafetensorsWriter::rank))
                .thenComparing(Source::name));
        SafetensorsHeader header = new SafetensorsHeader(new LinkedHashMap<>(metadata), places(file, ordered));
        AtomicFile.write(file, channel -> write(channel, header, ordered));
    }

    /* The format's library: int64, float64, float32, int32, bool. */
    private static int rank(DType dtype) {
        return switch (dtype) {
            case INT64 -> 0;
            case FLOAT64 -> 1;
            case FLOAT32 -> 2;
            case INT32 -> 3;
            case BOOL -> 4;
        };
    }

    private static SequencedMap<String, SafetensorsEntry> places(Path file, List<Source> ordered) {
        SequencedMap<String, SafetensorsEntry> entries = new LinkedHashMap<>();
        long place = 0;
        for (Source source : ordered) {
            var entry = new SafetensorsEntry(source.dtype(), source.shape(), place);
            if (source.name().equals(SafetensorsHeader.METADATA) || entries.put(source.name(), entry) != null) {
                throw new TensorFileException(file + ": tensor '" + source.name() + "': names must differ and not be "
                        + SafetensorsHeader.METADATA);
            }
            place = entry.end();
        }
        return entries;
    }

    private static void write(WritableByteChannel channel, SafetensorsHeader header, List<Source> ordered)
            throws IOException {
        byte[] text = header.encode();
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        writeFully(channel, length.putLong(text.length).flip());
        writeFully(channel, ByteBuffer.wrap(text));
        byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, header.dataBytes())];
        for (Source source : ordered) {
            long bytes = source.shape().numel() * source.dtype().itemSize();
            for (long position = 0; position < bytes; position += chunk.length) {
                int count = (int) Math.min(chunk.length, bytes - position);
                source.content().read(position, MemorySegment.ofArray(chunk).asSlice(0, count));
                writeFully(channel, ByteBuffer.wrap(chunk, 0, count));
            }
        }
    }

    private static void writeFully(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int _ = channel.write(bytes);
        }
    }
}
