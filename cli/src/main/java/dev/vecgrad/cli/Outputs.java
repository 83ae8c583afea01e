package dev.vecgrad.cli;

import dev.vecgrad.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Looks at the places of results before the work begins, by writing there: minutes later would be too late to say no. */
final class Outputs {
    private Outputs() {}

    /**
     * Checks that a file can be written; a device or a pipe may stand for one.
     *
     * @param option whose value it is
     * @throws DataException if it is a folder, or its folder is not there or not to be written to
     */
    static void checkFile(String option, @Nullable Path file) {
        if (file == null || isSpecial(file)) {
            return;
        }
        if (Files.isDirectory(file)) {
            throw new DataException(option + " " + file + ": it is a folder: the name of a file is needed");
        }
        Path folder = folderOf(file);
        if (!Files.isDirectory(folder)) {
            throw new DataException(option + " " + file + ": there is no folder " + folder);
        }
        boolean closed = Files.exists(file) && !Files.isWritable(file);
        if (closed) {
            throw new DataException(option + " " + file + ": this user may not write the file");
        }
        tryToWrite(option + " " + file, folder);
    }

    /** The same for a file that is written beside its place and then moved there: no device can stand for it. */
    static void checkWholeFile(String option, @Nullable Path file) {
        if (file != null && isSpecial(file)) {
            throw new DataException(option + " " + file + ": it is no regular file");
        }
        checkFile(option, file);
    }

    /**
     * Makes a folder if it is not there, and checks that files can be written to it.
     *
     * @throws DataException if not
     */
    static void makeFolder(String option, @Nullable Path folder) {
        if (folder == null) {
            return;
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new DataException(option + " " + folder + ": it is a file: the name of a folder is needed");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new DataException(option + " " + folder + ": the folder cannot be made: " + Errors.reason(e), e);
        }
        tryToWrite(option + " " + folder, folder);
    }

    private static boolean isSpecial(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }

    private static void tryToWrite(String what, Path folder) {
        try {
            Files.delete(Files.createTempFile(folder, ".vecgrad", ".tmp"));
        } catch (IOException e) {
            throw new DataException(what + ": nothing can be written to " + folder + ": " + Errors.reason(e), e);
        }
    }
}
