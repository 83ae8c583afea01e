package dev.vecgrad.cli;

import dev.vecgrad.data.DataException;
import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code vecgrad shell}: the JDK's jshell in a process of its own, on what this one runs on. */
@Command(
        name = "shell",
        description = "Opens jshell with everything imported; reads statements from a pipe too.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionLine.class)
final class ShellCommand implements Callable<Integer> {
    private static final String IMPORTS = "shell.jsh";

    /** On a busy machine jshell's own process takes longer to answer than the five seconds that jshell waits by itself. */
    private static final String PATIENT = "jdi:timeout(60000)";

    private static final String NATIVE_ACCESS = "-R--enable-native-access=";

    @Parameters(paramLabel = "FILE", description = "scripts to run first")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw new DataException(file + ": there is no such file, or this user may not read it");
            }
        }
        Path imports = Files.createTempFile("vecgrad", ".jsh");
        try {
            copyImports(imports);
            return run(command(imports));
        } finally {
            Files.deleteIfExists(imports);
        }
    }

    private static void copyImports(Path file) throws IOException {
        try (InputStream in = Objects.requireNonNull(ShellCommand.class.getResourceAsStream(IMPORTS), IMPORTS)) {
            Files.write(file, in.readAllBytes());
        }
    }

    /** Ctrl-C reaches both processes and is jshell's to answer: this one only ends when that has. */
    private static int run(List<String> command) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder(command).inheritIO().start();
        Thread wait = Thread.ofPlatform().unstarted(() -> shell.onExit().join());
        Runtime.getRuntime().addShutdownHook(wait);
        int code = shell.waitFor();
        try {
            Runtime.getRuntime().removeShutdownHook(wait);
        } catch (IllegalStateException _) {
            // Ctrl-C was pressed: this JVM is ending already.
        }
        return code;
    }

    private List<String> command(Path imports) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "jshell").toString());
        command.addAll(modules(System.getProperty("jdk.module.path")));
        command.addAll(List.of("--execution", PATIENT));
        command.addAll(List.of("-R-Djava.awt.headless=true", "--startup", "DEFAULT", "--startup", imports.toString()));
        files.forEach(file -> command.add(file.toString()));
        if (!isTerminal()) {
            command.addAll(List.of("--feedback", "silent", "-"));
        }
        return command;
    }

    private static List<String> modules(@Nullable String modulePath) {
        List<String> flags = new ArrayList<>(List.of("--class-path", System.getProperty("java.class.path", "")));
        if (modulePath == null) {
            flags.addAll(List.of("--add-modules", "jdk.incubator.vector", NATIVE_ACCESS + "ALL-UNNAMED"));
        } else {
            flags.addAll(
                    List.of("--module-path", existing(modulePath), "--add-modules", "dev.vecgrad,dev.vecgrad.viz"));
            flags.add(NATIVE_ACCESS + "dev.vecgrad.runtime,dev.vecgrad.simd,dev.vecgrad.blas,dev.vecgrad.opencl");
        }
        return flags;
    }

    /** {@return a path without entries that are not there, which java ignores and jshell does not} */
    private static String existing(String path) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(path)
                .filter(entry -> Files.exists(Path.of(entry)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @SuppressWarnings("SystemConsoleNull") // as for ProgressLine
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
