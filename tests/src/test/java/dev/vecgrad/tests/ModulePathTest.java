package dev.vecgrad.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The other tests run on the class path; here the command runs as users run it, as a module in a JVM of its own. */
class ModulePathTest {
    private static final String MAIN = "dev.vecgrad.cli/dev.vecgrad.cli.Main";

    @TempDir
    Path folder;

    @Test
    void commandRunsAsAModule() throws Exception {
        assertThat(run("--version")).isEqualTo("vecgrad " + Version.current());
    }

    private String run(String... args) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command(args))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int code = process.waitFor();
        assertThat(code).as("exit code; it wrote: %s", Files.readString(err)).isZero();
        return Files.readString(out, UTF_8).strip();
    }

    private static List<String> command(String... args) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        var command =
                new ArrayList<>(List.of(java.toString(), "-p", System.getProperty("java.class.path"), "-m", MAIN));
        command.addAll(List.of(args));
        return command;
    }
}
