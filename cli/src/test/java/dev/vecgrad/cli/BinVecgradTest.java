package dev.vecgrad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/vecgrad} and its archive of classes, in a project that is built and has a JDK of a shell script that writes down its arguments. */
@DisabledOnOs(OS.WINDOWS)
class BinVecgradTest {
    private static final String JAVA = """
            #!/bin/sh
            echo "$@" >>"$CALLS"
            for word; do
              case $word in
                -XX:ArchiveClassesAtExit=*) [ "$MAKES" = fails ] && exit 1; [ "$MAKES" = nothing ] || echo classes >"${word#*=}" ;;
              esac
            done
            """;

    @TempDir
    private Path home = Path.of("");

    @BeforeEach
    void layOut() throws IOException {
        Path sources = Path.of("..").toAbsolutePath().normalize();
        copy(sources, "bin/vecgrad");
        copy(sources, ".mvn/jdk25.sh");
        executable("jdk/bin/java", JAVA);
        executable("jdk/bin/javac", "");
        Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
        Files.createDirectories(home.resolve("module/src/main"));
        Files.createFile(home.resolve("pom.xml"));
        Files.createFile(home.resolve("module/pom.xml"));
        Files.createDirectories(home.resolve("lib"));
        Files.createFile(home.resolve("lib/.built"));
        Files.setLastModifiedTime(
                home.resolve("lib/.built"), FileTime.from(Instant.now().plusSeconds(60)));
    }

    @Test
    void theFirstCommandMakesTheArchiveThatAllUse() throws Exception {
        assertThat(run("makes", "doctor"))
                .hasSize(2)
                .satisfiesExactly(
                        made -> assertThat(made)
                                .contains("-XX:ArchiveClassesAtExit=" + archive() + ".")
                                .endsWith("Main example gradients"),
                        used -> assertThat(used)
                                .contains("-XX:SharedArchiveFile=" + archive() + " ")
                                .endsWith("Main doctor"));
        assertThat(run("makes", "train", "two words"))
                .singleElement()
                .asString()
                .endsWith("Main train two words");
        assertThat(archive()).hasContent("classes");
        assertThat(lib()).containsExactlyInAnyOrder(".built", "classes.jsa");
    }

    @Test
    void whereTheJvmMakesNoneItIsNotAskedAgain() throws Exception {
        assertThat(run("nothing", "doctor")).hasSize(2);
        assertThat(archive()).isEmptyFile();
        assertThat(run("nothing", "doctor")).hasSize(1);
    }

    @Test
    void theCommandRunsThoughTheArchiveCannotBeMade() throws Exception {
        assertThat(run("fails", "doctor")).hasSize(2).last().asString().endsWith("Main doctor");
        assertThat(lib()).containsExactly(".built");
    }

    /** What a JVM has to say of an archive that does not fit goes to standard output, among what the command prints. */
    @ParameterizedTest
    @ValueSource(strings = {"", "no archive"})
    void anArchiveThatDoesNotFitIsPassedOverInSilence(String content) throws Exception {
        Files.writeString(archive(), content);
        Path out = home.resolve("out");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + Path.of("src/main/launcher/jvm.args"),
                        "-XX:SharedArchiveFile=" + archive(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--version")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        assertThat(out).hasContent("vecgrad " + Version.current());
    }

    private void copy(Path sources, String file) throws IOException {
        Files.createDirectories(home.resolve(file).getParent());
        Files.copy(sources.resolve(file), home.resolve(file));
    }

    private void executable(String file, String script) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, script);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** {@return the calls of java that a command made} */
    private List<String> run(String makes, String... words) throws IOException, InterruptedException {
        Path calls = Files.writeString(home.resolve("calls"), "");
        List<String> command = Stream.concat(
                        Stream.of(home.resolve("bin/vecgrad").toString()), Stream.of(words))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("out").toFile());
        builder.environment()
                .putAll(Map.of("JAVA_HOME", home.resolve("jdk").toString(), "CALLS", calls.toString(), "MAKES", makes));
        assertThat(builder.start().waitFor())
                .as(Files.readString(home.resolve("out")))
                .isZero();
        return Files.readAllLines(calls);
    }

    private Path archive() {
        return home.resolve("lib/classes.jsa");
    }

    private List<String> lib() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("lib"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
