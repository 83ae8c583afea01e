package dev.vecgrad.viz;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Graphviz's program {@code dot}, where it is installed. */
final class GraphvizProgram {
    private GraphvizProgram() {}

    static boolean isPresent() {
        String path = System.getenv("PATH");
        return path != null
                && Pattern.compile(Pattern.quote(System.getProperty("path.separator")))
                        .splitAsStream(path)
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "dot")));
    }

    /** {@return what it makes of a graph in its language} */
    static byte[] draw(String dot, String format) throws IOException {
        Path drawn = Files.createTempFile("vecgrad", "." + format);
        try {
            Process process = new ProcessBuilder("dot", "-T" + format, "-o", drawn.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(dot.getBytes(StandardCharsets.UTF_8));
            }
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException("dot ended with status " + status);
            }
            return Files.readAllBytes(drawn);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while dot was drawing", e);
        } finally {
            Files.deleteIfExists(drawn);
        }
    }
}
