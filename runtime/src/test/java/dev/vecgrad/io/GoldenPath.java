package dev.vecgrad.io;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** Where the files that other libraries wrote are. */
final class GoldenPath {
    private GoldenPath() {}

    static Path of(String name) {
        URL url = Objects.requireNonNull(GoldenPath.class.getResource("/golden/files/" + name), name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
