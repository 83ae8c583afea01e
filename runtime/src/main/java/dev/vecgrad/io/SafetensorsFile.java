package dev.vecgrad.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** An open safetensors file: its header, and the tensors' bytes mapped into memory until it is closed. */
final class SafetensorsFile implements AutoCloseable {
    /* As the format's own library limits it. */
    private static final long MAX_HEADER_BYTES = 100_000_000;

    private final SafetensorsHeader header;
    private final MemorySegment data;
    private final Arena arena;

    private SafetensorsFile(SafetensorsHeader header, MemorySegment data, Arena arena) {
        this.header = header;
        this.data = data;
        this.arena = arena;
    }

    /**
     * Opens a file and checks its header.
     *
     * @throws TensorFileException if it cannot be read or is malformed
     */
    static SafetensorsFile open(Path file) {
        if (Files.isDirectory(file)) {
            throw new TensorFileException(file + ": it is a folder: a safetensors file was expected");
        }
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            SafetensorsFile opened = open(file.toString(), channel, arena);
            arena = null;
            return opened;
        } catch (NoSuchFileException e) {
            throw new TensorFileException(file + ": there is no such file", e);
        } catch (IOException e) {
            throw new TensorFileException(file + ": it cannot be read: " + e.getMessage(), e);
        } finally {
            if (arena != null) {
                arena.close();
            }
        }
    }

    private static SafetensorsFile open(String name, FileChannel channel, Arena arena) throws IOException {
        long size = channel.size();
        long headerBytes = headerBytes(name, channel, size);
        byte[] text = readFully(name, channel, Long.BYTES, (int) headerBytes);
        long dataStart = Long.BYTES + headerBytes;
        SafetensorsHeader header = new SafetensorsHeaderReader(name).read(text, size - dataStart);
        return new SafetensorsFile(header, channel.map(MapMode.READ_ONLY, dataStart, size - dataStart, arena), arena);
    }

    private static long headerBytes(String name, FileChannel channel, long size) throws IOException {
        if (size < Long.BYTES) {
            throw new TensorFileException(name + ": it has " + size + " bytes: a safetensors file has at least 8");
        }
        long bytes = ByteBuffer.wrap(readFully(name, channel, 0, Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (bytes < 0 || bytes > size - Long.BYTES || bytes > MAX_HEADER_BYTES) {
            throw new TensorFileException(
                    name + ": its first 8 bytes tell of a header of " + Long.toUnsignedString(bytes)
                            + " bytes: " + (size - Long.BYTES) + " follow and " + MAX_HEADER_BYTES
                            + " are allowed; this is no safetensors file");
        }
        return bytes;
    }

    private static byte[] readFully(String name, FileChannel channel, long position, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new TensorFileException(name + ": it ended while it was read");
            }
        }
        return buffer.array();
    }

    SafetensorsHeader header() {
        return header;
    }

    /** {@return the bytes of a tensor, valid until this file is closed} */
    MemorySegment bytes(String name) {
        SafetensorsEntry entry = Objects.requireNonNull(header.entries().get(name), name);
        return data.asSlice(entry.begin(), entry.bytes());
    }

    @Override
    public void close() {
        arena.close();
    }
}
