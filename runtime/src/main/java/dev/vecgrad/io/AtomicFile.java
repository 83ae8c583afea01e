package dev.vecgrad.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Writes a file under a temporary name beside it and moves it into place, so that no reader sees half of it. */
final class AtomicFile {
    /** What writes the content. */
    @FunctionalInterface
    interface Body {
        void writeTo(WritableByteChannel channel) throws IOException;
    }

    private static final System.Logger LOG = System.getLogger(AtomicFile.class.getName());
    private static final String SUFFIX = ".tmp";

    private AtomicFile() {}

    /**
     * Writes {@code file}; if that fails, or if this process is killed meanwhile, what was there before stays. What killed writers of this file
     * left beside it is deleted.
     *
     * @throws TensorFileException if it cannot be written
     */
    static void write(Path file, Body body) {
        Path target = file.toAbsolutePath();
        String prefix = "." + target.getFileName() + ".";
        Path temporary = target.resolveSibling(prefix + ProcessHandle.current().pid() + "-"
                + Long.toHexString(ThreadLocalRandom.current().nextLong()) + SUFFIX);
        try {
            deleteLeftovers(temporary, prefix);
            writeWhole(temporary, body);
            move(temporary, target);
        } catch (IOException e) {
            throw new TensorFileException(file + ": it cannot be written: " + reason(e), e);
        } finally {
            deleteQuietly(temporary);
        }
    }

    /* No reason to fail. */
    private static void deleteLeftovers(Path temporary, String prefix) {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(
                temporary.resolveSibling("."),
                path -> isLeftover(path.getFileName().toString(), prefix))) {
            leftovers.forEach(AtomicFile::deleteQuietly);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.log(System.Logger.Level.DEBUG, "cannot look for what killed writers left", e);
        }
    }

    /** {@return whether this is the name of a temporary file whose process is no more} */
    private static boolean isLeftover(String name, String prefix) {
        int pidEnd = name.indexOf('-', prefix.length());
        if (!name.startsWith(prefix) || !name.endsWith(SUFFIX) || pidEnd < 0) {
            return false;
        }
        String pid = name.substring(prefix.length(), pidEnd);
        return pid.matches("[0-9]{1,18}")
                && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
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
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
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
