package dev.vecgrad.tests.outside;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Version;
import dev.vecgrad.tests.Require;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/**
 * A Maven project in a folder of its own, with {@code dev.vecgrad:vecgrad} as its single dependency, compiled by a Maven of its own.
 * That Maven has an empty repository, into which this build's modules are put as if they had been installed; everything else it
 * takes from this build's repository, as from a server, so that it needs no network and changes nothing outside its folder.
 */
final class OutsideProject {
    private static final List<String> PLUGINS =
            List.of("maven-resources-plugin", "maven-compiler-plugin", "maven-dependency-plugin");
    private static final Map<String, String> MODULES = Map.of(
            "vecgrad-runtime",
            "runtime",
            "vecgrad-simd",
            "simd",
            "vecgrad-openblas",
            "native",
            "vecgrad-opencl",
            "gpu-opencl",
            "vecgrad",
            "vecgrad");

    private final Path root = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolve("..")
            .normalize();
    private final Path folder;
    private final Path repository;
    private String path = "";

    /** A project in {@code folder}, which is empty. */
    OutsideProject(Path folder) {
        this.folder = folder.resolve("project");
        this.repository = folder.resolve("repository");
    }

    /** Writes and compiles the project. */
    void build() throws IOException, InterruptedException {
        String parent = Files.readString(root.resolve("pom.xml"));
        String pom = resource("pom.xml").replace("@version@", Version.current());
        for (String plugin : PLUGINS) {
            pom = pom.replace("@" + plugin + "@", versionOf(plugin, parent));
        }
        write("pom.xml", pom);
        write("settings.xml", settings());
        for (String source : List.of("module-info.java", "Main.java", "Products.java")) {
            String inside = source.startsWith("module") ? "" : "outside/";
            write("src/main/java/" + inside + source, resource(source));
        }
        provideModules();
        maven();
        path = Files.readString(folder.resolve("path.txt")).strip();
    }

    /** {@return the names of the jars that the one dependency brings, in their order} */
    List<String> jars() {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(path)
                .map(jar -> Objects.toString(Path.of(jar).getFileName()))
                .toList();
    }

    /** Runs a class on the class path. */
    Run onClassPath(String main, String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(flags));
        command.addAll(List.of("-cp", classes() + File.pathSeparator + path, "outside." + main));
        return java(command);
    }

    /** Runs a class on the module path. */
    Run onModulePath(String main, String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(flags));
        command.addAll(List.of("-p", classes() + File.pathSeparator + path, "-m", "outside/outside." + main));
        return java(command);
    }

    /** What a JVM did. */
    record Run(int code, String out, String err) {}

    private Path classes() {
        return folder.resolve("target/classes");
    }

    private Run java(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return run(command);
    }

    private void maven() throws IOException, InterruptedException {
        String settings = folder.resolve("settings.xml").toString();
        Run maven = run(List.of(
                "sh",
                root.resolve("mvnw").toString(),
                "-B",
                "-q",
                "-s",
                settings,
                "-gs",
                settings,
                "compile",
                "dependency:build-classpath",
                "-Dmdep.includeScope=runtime",
                "-Dmdep.outputFile=path.txt"));
        assertThat(maven.code())
                .as("Maven said:%n%s%s", maven.out(), maven.err())
                .isZero();
    }

    private Run run(List<String> command) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        int code = builder.start().waitFor();
        return new Run(code, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }

    private String settings() throws IOException {
        Path mirror =
                Path.of(System.getProperty("localRepository", System.getProperty("user.home") + "/.m2/repository"));
        for (String plugin : PLUGINS) {
            Require.present(
                    "outside-maven",
                    Files.isDirectory(mirror.resolve("org/apache/maven/plugins").resolve(plugin)),
                    "it needs " + plugin + " in " + mirror + ", which ./mvnw verify fetches");
        }
        return resource("settings.xml")
                .replace("@repository@", repository.toString())
                .replace("@mirror@", mirror.toUri().toString());
    }

    private void provideModules() throws IOException {
        provide("vecgrad-parent", root.resolve("pom.xml"));
        for (Map.Entry<String, String> module : MODULES.entrySet()) {
            Path source = root.resolve(module.getValue());
            Path jar = provide(module.getKey(), source.resolve("pom.xml"));
            int code = ToolProvider.findFirst("jar")
                    .orElseThrow()
                    .run(
                            System.out,
                            System.err,
                            "-cf",
                            jar.toString(),
                            "-C",
                            source.resolve("target/classes").toString(),
                            ".");
            assertThat(code).isZero();
        }
    }

    /** Puts a pom into the repository; {@return where the jar beside it has to be} */
    private Path provide(String artifact, Path pom) throws IOException {
        String version = Version.current();
        Path place = Files.createDirectories(
                repository.resolve("dev/vecgrad").resolve(artifact).resolve(version));
        Files.copy(pom, place.resolve(artifact + "-" + version + ".pom"));
        return place.resolve(artifact + "-" + version + ".jar");
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        Files.writeString(path, text);
    }

    private static String versionOf(String plugin, String pom) {
        Matcher matcher = Pattern.compile("<artifactId>" + plugin + "</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(pom);
        assertThat(matcher.find()).as("the parent pom pins %s", plugin).isTrue();
        return matcher.group(1);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(OutsideProject.class.getResourceAsStream("/outside/" + name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
