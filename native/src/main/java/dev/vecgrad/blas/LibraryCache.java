package dev.vecgrad.blas;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A folder where bundled libraries lie as files, because a system opens libraries from files only. A file is written under
 * a name of its own and moved into place in one step, so any number of processes may extract at the same time and none sees
 * half a file; a file whose size is not the bundle's is replaced.
 *
 * @param root the folder
 * @param shared whether its parent is open to all users: it is made for this user alone then, and taken only if it is this
 *     user's, for who may write it decides what code runs here
 */
record LibraryCache(Path root, boolean shared) {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /**
     * {@return the folders to try, best first: the property {@code vecgrad.cache}; {@code $XDG_CACHE_HOME/vecgrad};
     * {@code .cache/vecgrad} at home; a folder of this user's own among the temporary files}
     *
     * @param property reads a system property
     * @param environment reads an environment variable
     */
    static List<LibraryCache> candidates(
            Function<String, @Nullable String> property, Function<String, @Nullable String> environment) {
        List<LibraryCache> candidates = new ArrayList<>();
        String own = property.apply("vecgrad.cache");
        if (own != null && !own.isBlank()) {
            candidates.add(new LibraryCache(Path.of(own).toAbsolutePath(), false));
        }
        String xdg = environment.apply("XDG_CACHE_HOME");
        if (xdg != null && Path.of(xdg).isAbsolute()) {
            candidates.add(new LibraryCache(Path.of(xdg, "vecgrad"), false));
        }
        String home = property.apply("user.home");
        if (home != null && Path.of(home).isAbsolute()) {
            candidates.add(new LibraryCache(Path.of(home, ".cache", "vecgrad"), false));
        }
        String temporary = property.apply("java.io.tmpdir");
        if (temporary != null) {
            candidates.add(new LibraryCache(Path.of(temporary, "vecgrad-" + property.apply("user.name")), true));
        }
        return candidates;
    }

    /**
     * {@return the bundle's files, extracted where they are missing or damaged, in the bundle's order}
     *
     * @throws IOException if the folder cannot be written, or is shared and belongs to someone else
     */
    List<Path> extract(Bundle bundle) throws IOException {
        if (shared) {
            claim();
        }
        Path folder = Files.createDirectories(root.resolve("openblas").resolve(bundle.version()));
        List<Path> paths = new ArrayList<>();
        for (Bundle.Resource file : bundle.files()) {
            Path path = folder.resolve(file.name());
            if (!isWhole(path, file)) {
                write(file, path);
            }
            paths.add(path);
        }
        return paths;
    }

    private void claim() throws IOException {
        Files.createDirectories(root, forOwnerOnly());
        if (POSIX && !Files.getOwner(root, LinkOption.NOFOLLOW_LINKS).equals(ownerOfNewFiles())) {
            throw new IOException(root + " belongs to another user");
        }
    }

    private static FileAttribute<?>[] forOwnerOnly() {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private Object ownerOfNewFiles() throws IOException {
        Path probe = Files.createTempFile(root, "owner", ".tmp");
        try {
            return Files.getOwner(probe);
        } finally {
            Files.delete(probe);
        }
    }

    private static boolean isWhole(Path path, Bundle.Resource file) throws IOException {
        return Files.isRegularFile(path) && Files.size(path) == file.size();
    }

    private static void write(Bundle.Resource file, Path path) throws IOException {
        Path temporary = path.resolveSibling(file.name() + "." + UUID.randomUUID() + ".tmp");
        try (InputStream in = file.open()) {
            Files.copy(in, temporary);
            move(temporary, path, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Where an opened library cannot be replaced (Windows), another process's whole file is as good as ours. */
    private static void move(Path temporary, Path path, Bundle.Resource file) throws IOException {
        try {
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!isWhole(path, file)) {
                throw e;
            }
        }
    }
}
