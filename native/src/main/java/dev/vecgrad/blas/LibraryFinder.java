package dev.vecgrad.blas;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for OpenBLAS: what the property {@code vecgrad.openblas} names (a path, a name, or {@code none}) and nothing else if it is
 * set; otherwise the bundled jar's, then the system's.
 *
 * @param wanted the property's value
 * @param platform whose files to look for
 * @param bundle the jar's libraries, if the jar is there
 * @param caches where to extract them, best first
 */
record LibraryFinder(@Nullable String wanted, Platform platform, Optional<Bundle> bundle, List<LibraryCache> caches) {
    /** The property that chooses the library. */
    static final String PROPERTY = "vecgrad.openblas";

    /** {@return the finder that this JVM's properties, class path and module path ask for} */
    static LibraryFinder ofThisJvm() {
        Platform platform = Platform.current();
        return new LibraryFinder(
                System.getProperty(PROPERTY),
                platform,
                Bundle.openBlas(platform, LibraryFinder.class.getClassLoader())
                        .or(() -> Bundle.openBlas(platform, ClassLoader.getSystemClassLoader()))
                        .or(() -> Bundle.openBlasOnModulePath(platform, System.getProperty("jdk.module.path"))),
                LibraryCache.candidates(System::getProperty, System::getenv));
    }

    /** {@return the library, opened, or why there is none} */
    Library find() {
        List<String> failures = new ArrayList<>();
        try {
            return wanted == null || wanted.isBlank() ? search(failures) : openWanted(wanted);
        } catch (IllegalCallerException _) {
            return new Library.Missing("native access is off for module dev.vecgrad.blas: start java with"
                    + " --enable-native-access=dev.vecgrad.blas (on the class path: ALL-UNNAMED)");
        }
    }

    private static Library openWanted(String wanted) {
        if (wanted.equals("none")) {
            return new Library.Missing("turned off by -D" + PROPERTY + "=none");
        }
        try {
            return new Library.Opened(open(wanted), wanted + " (by -D" + PROPERTY + ")");
        } catch (IllegalArgumentException e) {
            return new Library.Missing("-D" + PROPERTY + "=" + wanted + " cannot be opened (" + e.getMessage()
                    + "): give the path or name of an OpenBLAS, or none");
        }
    }

    private Library search(List<String> failures) {
        Library.Opened found = bundled(failures);
        if (found == null) {
            found = system(failures);
        }
        return found != null
                ? found
                : new Library.Missing(String.join("; ", failures) + ": add org.bytedeco:openblas for " + platform.name()
                        + " to the dependencies, install the system's OpenBLAS, or set -D" + PROPERTY);
    }

    private Library.@Nullable Opened bundled(List<String> failures) {
        if (bundle.isEmpty()) {
            failures.add("no OpenBLAS jar for " + platform.name() + " on the class path or module path");
            return null;
        }
        for (LibraryCache cache : caches) {
            try {
                return openAll(cache.extract(bundle.get()));
            } catch (IOException | IllegalArgumentException e) {
                failures.add("not from " + cache.root() + " (" + e + ")");
            }
        }
        return null;
    }

    /** Opens each file, so that the last finds those it needs already opened. */
    private static Library.Opened openAll(List<Path> paths) {
        SymbolLookup symbols = SymbolLookup.loaderLookup();
        for (Path path : paths) {
            symbols = SymbolLookup.libraryLookup(path, Arena.global());
        }
        return new Library.Opened(symbols, paths.getLast().toString());
    }

    private Library.@Nullable Opened system(List<String> failures) {
        for (String name : platform.systemNames()) {
            try {
                return new Library.Opened(open(name), name + " of the system");
            } catch (IllegalArgumentException _) {
                failures.add("the system has no " + name);
            }
        }
        return null;
    }

    private static SymbolLookup open(String pathOrName) {
        Path path = Path.of(pathOrName);
        return path.getNameCount() > 1
                ? SymbolLookup.libraryLookup(path.toAbsolutePath(), Arena.global())
                : SymbolLookup.libraryLookup(pathOrName, Arena.global());
    }
}
