package dev.vecgrad.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file's bytes, mapped into memory until it is closed: only what is looked at is read. Any thread may look at them.
 *
 * @param name the file, for messages
 * @param bytes all its bytes, read-only
 * @param arena what keeps them there
 */
record MappedFile(String name, MemorySegment bytes, Arena arena) implements AutoCloseable {
    /**
     * Maps a file.
     *
     * @param kind what it should be, for messages: "an npy file"
     * @throws TensorFileException if it cannot be read
     */
    static MappedFile open(Path file, String kind) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            String found = Files.isDirectory(file) ? "a folder" : "no regular file";
            throw new TensorFileException(file + ": it is " + found + ": " + kind + " was expected");
        }
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new MappedFile(file.toString(), channel.map(MapMode.READ_ONLY, 0, channel.size(), arena), arena);
        } catch (IOException e) {
            arena.close();
            throw new TensorFileException(file + ": " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "this user may not read it";
            default -> "it cannot be read: " + e.getMessage();
        };
    }

    long size() {
        return bytes.byteSize();
    }

    @Override
    public void close() {
        arena.close();
    }
}
