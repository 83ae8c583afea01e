package dev.vecgrad.io;

import dev.vecgrad.type.DType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Writes safetensors files: wider elements first and then by name, as the format's own library orders them. */
final class SafetensorsWriter {
    /**
     * A tensor to write.
     *
     * @param name its name
     * @param elements its elements
     */
    record Source(String name, Elements elements) {}

    private SafetensorsWriter() {}

    /**
     * Writes a file; whoever reads at the same time sees the old one or the new one whole.
     *
     * @throws TensorFileException if it cannot be written or a name is not allowed
     */
    static void write(Path file, List<Source> sources, Map<String, String> metadata) {
        metadata.forEach((name, text) -> {
            Elements.checkText(file, "the name of metadata", name);
            Elements.checkText(file, "metadata '" + name + "'", text);
        });
        List<Source> ordered = new ArrayList<>(sources);
        ordered.sort(Comparator.<Source>comparingInt(
                        source -> rank(source.elements().dtype()))
                .thenComparing(source -> source.name().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));
        SafetensorsHeader header = new SafetensorsHeader(new LinkedHashMap<>(metadata), places(file, ordered));
        byte[] text = header.encode();
        if (text.length > SafetensorsFile.MAX_HEADER_BYTES) {
            throw new TensorFileException(file + ": names and metadata make a header of " + text.length + " bytes: "
                    + SafetensorsFile.MAX_HEADER_BYTES + " are allowed");
        }
        AtomicFile.write(file, channel -> write(channel, text, ordered));
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
            Elements elements = source.elements();
            Elements.checkText(file, "a tensor's name", source.name());
            if (elements.shape().rank() > Elements.MAX_RANK) {
                throw new TensorFileException(file + ": tensor '" + source.name() + "': it has "
                        + elements.shape().rank() + " dims: at most " + Elements.MAX_RANK + " can be read back");
            }
            var entry = new SafetensorsEntry(SafetensorsEntry.type(elements.dtype()), elements.shape(), place);
            if (source.name().equals(SafetensorsHeader.METADATA) || entries.put(source.name(), entry) != null) {
                throw new TensorFileException(file + ": tensor '" + source.name() + "': names must differ and not be "
                        + SafetensorsHeader.METADATA);
            }
            place = entry.end();
        }
        return entries;
    }

    private static void write(WritableByteChannel channel, byte[] text, List<Source> ordered) throws IOException {
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Elements.writeFully(channel, length.putLong(text.length).flip());
        Elements.writeFully(channel, ByteBuffer.wrap(text));
        for (Source source : ordered) {
            source.elements().writeTo(channel);
        }
    }
}
