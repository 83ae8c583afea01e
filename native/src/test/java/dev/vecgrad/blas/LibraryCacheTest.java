package dev.vecgrad.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryCacheTest {
    private static final String CONTENT = "library".repeat(20_000);

    @TempDir
    Path folder;

    @Test
    void candidatesAreThePropertyThenXdgThenHomeThenTemporary() {
        Map<String, String> properties =
                Map.of("vecgrad.cache", "/own", "user.home", "/home/me", "java.io.tmpdir", "/tmp", "user.name", "me");
        assertThat(LibraryCache.candidates(properties::get, Map.of("XDG_CACHE_HOME", "/xdg")::get))
                .containsExactly(
                        new LibraryCache(Path.of("/own"), false),
                        new LibraryCache(Path.of("/xdg/vecgrad"), false),
                        new LibraryCache(Path.of("/home/me/.cache/vecgrad"), false),
                        new LibraryCache(Path.of("/tmp/vecgrad-me"), true));
    }

    @Test
    void whatIsNotSetOrNotAbsoluteIsLeftOut() {
        Map<String, String> properties = Map.of("user.home", "?", "java.io.tmpdir", "/tmp", "user.name", "me");
        assertThat(LibraryCache.candidates(properties::get, Map.of("XDG_CACHE_HOME", "relative")::get))
                .containsExactly(new LibraryCache(Path.of("/tmp/vecgrad-me"), true));
    }

    @Test
    void filesAreExtractedOnceUnderTheirVersion() throws IOException {
        LibraryCache cache = new LibraryCache(folder.resolve("cache"), false);
        List<Path> first = cache.extract(bundle());
        assertThat(first).containsExactly(folder.resolve("cache/openblas/1.0/a.so"));
        assertThat(first.getFirst()).hasContent(CONTENT);
        var time = Files.getLastModifiedTime(first.getFirst());
        Files.setLastModifiedTime(
                first.getFirst(), java.nio.file.attribute.FileTime.fromMillis(time.toMillis() - 60_000));
        cache.extract(bundle());
        assertThat(Files.getLastModifiedTime(first.getFirst())).isLessThan(time);
    }

    @Test
    void fileOfAnotherSizeIsReplaced() throws IOException {
        LibraryCache cache = new LibraryCache(folder, false);
        Path file = cache.extract(bundle()).getFirst();
        Files.writeString(file, "half a lib");
        assertThat(cache.extract(bundle()).getFirst()).hasContent(CONTENT);
    }

    @Test
    void noTemporaryFileStays() throws IOException {
        Path file = new LibraryCache(folder, false).extract(bundle()).getFirst();
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void manyMayExtractAtOnce() throws Exception {
        Bundle bundle = bundle();
        Callable<String> extract = () -> Files.readString(
                new LibraryCache(folder.resolve("c"), false).extract(bundle).getFirst());
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<String> content : threads.invokeAll(java.util.Collections.nCopies(64, extract))) {
                assertThat(content.get()).isEqualTo(CONTENT);
            }
        }
    }

    @Test
    void sharedFolderIsMadeForItsOwnerAlone() throws IOException {
        Path root = folder.resolve("vecgrad-me");
        new LibraryCache(root, true).extract(bundle());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
                .isEqualTo("rwx------");
    }

    @Test
    void folderThatCannotBeMadeIsAnException() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Bundle bundle = bundle();
        assertThatThrownBy(() -> new LibraryCache(file, false).extract(bundle)).isInstanceOf(IOException.class);
    }

    private Bundle bundle() throws IOException {
        Path source =
                Files.writeString(Files.createDirectories(folder.resolve("jar")).resolve("a.so"), CONTENT);
        return new Bundle(
                "1.0", List.of(new Bundle.Resource("a.so", source.toUri().toURL())));
    }
}
