package dev.vecgrad.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Writes a file under a temporary name beside it and moves it into place, so that no reader sees half of it. */
final class AtomicFile {
    /** What writes the content. */
    @FunctionalInterface
    interface Body {
        void writeTo(WritableByteChannel channel) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Writes {@code file}; if that fails, what was there before stays.
     *
     * @throws TensorFileException if it cannot be written
     */
    static void write(Path file, Body body) {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + Thread.currentThread().threadId() + ".tmp");
        try {
            writeWhole(temporary, body);
            move(temporary, target);
        } catch (IOException e) {
            throw new TensorFileException(file + ": it cannot be written: " + reason(e), e);
        } finally {
            deleteQuietly(temporary);
        }
    }

    private static @Nullable String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such folder";
            case AccessDeniedException _ -> "this user may not write there";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> e.getMessage();
        };
    }

    private static void writeWhole(Path temporary, Body body) throws IOException {
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            body.writeTo(channel);
            channel.force(true);
        }
    }

    private static void move(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /* After a success there is nothing to delete; after a failure that is what should be reported. */
    private static void deleteQuietly(Path temporary) {
        try {
            boolean _ = Files.deleteIfExists(temporary);
        } catch (IOException _) {
            temporary.toFile().deleteOnExit();
        }
    }
}
