package dev.vecgrad.blas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Native libraries packed in a jar.
 *
 * @param version of the jar and its platform; names the folder that they are extracted to
 * @param files the libraries in the order in which they are opened, the wanted one last
 */
record Bundle(String version, List<Resource> files) {
    private static final String ROOT = "org/bytedeco/openblas/";
    private static final String MODULE = "org.bytedeco.openblas.";
    private static final String VERSION_FILE = "META-INF/maven/org.bytedeco/openblas/pom.properties";

    /** A file of a jar: its name without folders, and where it is. */
    record Resource(String name, URL url) {
        /** {@return the content, to be closed} */
        InputStream open() throws IOException {
            return connect().getInputStream();
        }

        /** {@return the content's size in bytes} */
        long size() throws IOException {
            URLConnection connection = connect();
            try (InputStream _ = connection.getInputStream()) {
                return connection.getContentLengthLong();
            }
        }

        /** Without the JVM's cache of open jars, which would keep this one open for ever. */
        private URLConnection connect() throws IOException {
            URLConnection connection = url.openConnection();
            connection.setUseCaches(false);
            return connection;
        }
    }

    /** {@return the OpenBLAS for {@code platform} that {@code loader} sees, if its jar is there} */
    static Optional<Bundle> openBlas(Platform platform, ClassLoader loader) {
        return openBlas(platform, loader::getResource);
    }

    /** {@return the OpenBLAS for {@code platform} in the jar whose files {@code finder} finds, if they are there} */
    static Optional<Bundle> openBlas(Platform platform, Function<String, @Nullable URL> finder) {
        List<Resource> files = new ArrayList<>();
        for (String name : platform.files()) {
            URL url = finder.apply(ROOT + platform.name() + "/" + name);
            if (url == null) {
                return Optional.empty();
            }
            files.add(new Resource(name, url));
        }
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Bundle(version(finder.apply(VERSION_FILE)) + "-" + platform.name(), List.copyOf(files)));
    }

    /** {@return the OpenBLAS for {@code platform} in a jar of the module path, where no class loader sees it} */
    static Optional<Bundle> openBlasOnModulePath(Platform platform, @Nullable String modulePath) {
        return SilentModule.named(MODULE + platform.name().replace('-', '.'), modulePath)
                .flatMap(finder -> openBlas(platform, finder));
    }

    private static String version(@Nullable URL url) {
        if (url == null) {
            return "unversioned";
        }
        try (InputStream in = new Resource(VERSION_FILE, url).open()) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "unversioned");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
