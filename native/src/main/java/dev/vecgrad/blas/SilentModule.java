package dev.vecgrad.blas;

import java.io.File;
import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A module that lies on the module path but that no module requires: the JVM leaves it out, and no class loader finds its files. A
 * jar of native libraries is one, and its name says for which platform, so that nobody can require it.
 */
final class SilentModule {
    private SilentModule() {}

    /** {@return what finds files of the module called {@code name}, if it is on {@code modulePath}} */
    static Optional<Function<String, @Nullable URL>> named(String name, @Nullable String modulePath) {
        if (modulePath == null) {
            return Optional.empty();
        }
        Path[] entries = Arrays.stream(modulePath.split(Pattern.quote(File.pathSeparator), -1))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toArray(Path[]::new);
        try {
            return ModuleFinder.of(entries).find(name).map(module -> file -> find(module, file));
        } catch (FindException _) {
            return Optional.empty();
        }
    }

    private static @Nullable URL find(ModuleReference module, String file) {
        try (ModuleReader reader = module.open()) {
            Optional<URI> found = reader.find(file);
            return found.isPresent() ? found.get().toURL() : null;
        } catch (IOException _) {
            return null;
        }
    }
}
