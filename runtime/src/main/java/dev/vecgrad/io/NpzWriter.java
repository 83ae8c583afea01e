package dev.vecgrad.io;

import dev.vecgrad.Tensor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes npz files. */
final class NpzWriter {
    /* The oldest time a zip archive knows: the same tensors make the same bytes. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final int MAX_NAME_BYTES = 0xffff - 4;
    private static final int BUFFER_BYTES = 1 << 18;

    private NpzWriter() {}

    static void write(Path file, Map<String, ? extends Tensor> tensors, boolean compressed) {
        SequencedMap<String, NpyContent> contents = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            Elements.checkText(file, "an array's name", name);
            if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
                throw new TensorFileException(file + ": an array's name has more than " + MAX_NAME_BYTES + " bytes");
            }
            contents.put(name + ".npy", NpyContent.of(file + ": array '" + name + "'", tensor));
        });
        AtomicFile.write(file, channel -> write(channel, contents, compressed));
    }

    private static void write(
            WritableByteChannel channel, SequencedMap<String, NpyContent> contents, boolean compressed)
            throws IOException {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
        var zip = new ZipOutputStream(out);
        for (var named : contents.entrySet()) {
            var entry = new ZipEntry(named.getKey());
            entry.setTimeLocal(TIME);
            if (!compressed) {
                store(entry, named.getValue());
            }
            zip.putNextEntry(entry);
            named.getValue().writeTo(Channels.newChannel(zip));
            zip.closeEntry();
        }
        zip.finish();
        out.flush();
    }

    /** Says of an entry, as must be said before its content, what it will be. */
    private static void store(ZipEntry entry, NpyContent content) throws IOException {
        var crc = new CRC32();
        content.writeTo(new Checksum(crc));
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.bytes());
        entry.setCrc(crc.getValue());
    }

    /** A channel that only looks at what is written. */
    private record Checksum(CRC32 crc) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) {
            int count = bytes.remaining();
            crc.update(bytes);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
