package dev.vecgrad.blas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryFinderTest {
    private static final Platform NOWHERE = new Platform("nowhere-z80", List.of(), List.of("libvecgrad-absent.so"));

    @TempDir
    Path folder;

    @Test
    void noneTurnsItOff() {
        assertThat(missing(finder("none", Optional.empty()))).isEqualTo("turned off by -Dvecgrad.openblas=none");
    }

    @Test
    void whatThePropertyNamesIsNotReplacedByAnother() {
        RequireOpenBlas.get();
        String reason = missing(finder("/nowhere/libopenblas.so", ofThisMachine()));
        assertThat(reason).contains("/nowhere/libopenblas.so", "give the path or name of an OpenBLAS, or none");
    }

    @Test
    void withoutJarAndSystemEveryPlaceIsNamed() {
        assertThat(missing(finder(null, Optional.empty())))
                .contains(
                        "no OpenBLAS jar for nowhere-z80 on the class path or module path",
                        "the system has no libvecgrad-absent.so",
                        "set -Dvecgrad.openblas");
    }

    @Test
    void bundledLibraryIsExtractedAndOpened() {
        RequireOpenBlas.get();
        Library found = finder(null, ofThisMachine()).find();
        assertThat(found).isInstanceOf(Library.Opened.class);
        assertThat(((Library.Opened) found).source()).startsWith(folder.toString());
        assertThat(OpenBlasLibrary.prepare(found)).isSameAs(found);
    }

    @Test
    void damagedFileIsReplacedBeforeItIsOpened() throws IOException {
        RequireOpenBlas.get();
        Bundle bundle = ofThisMachine().orElseThrow();
        Path library = new LibraryCache(folder, false).extract(bundle).getLast();
        Files.writeString(library, "torn");
        assertThat(finder(null, Optional.of(bundle)).find()).isInstanceOf(Library.Opened.class);
        assertThat(Files.size(library)).isEqualTo(bundle.files().getLast().size());
    }

    @Test
    void nextCacheIsTriedWhenOneCannotBeWritten() throws IOException {
        RequireOpenBlas.get();
        Path file = Files.writeString(folder.resolve("file"), "");
        List<LibraryCache> caches =
                List.of(new LibraryCache(file, false), new LibraryCache(folder.resolve("second"), false));
        Library found = new LibraryFinder(null, NOWHERE, ofThisMachine(), caches).find();
        assertThat(((Library.Opened) found).source())
                .startsWith(folder.resolve("second").toString());
    }

    @Test
    void propertyMayBeAPath() throws IOException {
        RequireOpenBlas.get();
        Path library = new LibraryCache(folder, false)
                .extract(ofThisMachine().orElseThrow())
                .getLast();
        Library found = finder(library.toString(), Optional.empty()).find();
        assertThat(((Library.Opened) found).source()).isEqualTo(library + " (by -Dvecgrad.openblas)");
    }

    @Test
    void anotherLibraryIsNotTakenForOpenBlas() throws IOException {
        RequireOpenBlas.get();
        Path other = new LibraryCache(folder, false)
                .extract(ofThisMachine().orElseThrow())
                .getFirst();
        Library prepared = OpenBlasLibrary.prepare(
                finder(other.toString(), Optional.empty()).find());
        assertThat(prepared).isInstanceOf(Library.Missing.class);
        assertThat(((Library.Missing) prepared).reason())
                .contains(other.toString(), "is no OpenBLAS that can be used: it lacks cblas_sgemm, cblas_dgemm");
    }

    private LibraryFinder finder(@Nullable String property, Optional<Bundle> bundle) {
        return new LibraryFinder(property, NOWHERE, bundle, List.of(new LibraryCache(folder, false)));
    }

    private static Optional<Bundle> ofThisMachine() {
        return Bundle.openBlas(Platform.current(), LibraryFinderTest.class.getClassLoader());
    }

    private static String missing(LibraryFinder finder) {
        return ((Library.Missing) finder.find()).reason();
    }
}
