package dev.vecgrad.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Version;
import dev.vecgrad.data.FashionMnist;
import dev.vecgrad.data.IdxFolder;
import dev.vecgrad.io.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as users run it: as a module in a JVM of its own. */
class CommandProcessTest {
    private static final String MAIN = "dev.vecgrad.cli/dev.vecgrad.cli.Main";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void commandRunsAsAModule() throws Exception {
        assertThat(run("--version")).isEqualTo("vecgrad " + Version.current());
        assertThat(run("doctor")).contains("processor  vectors of ").contains("devices    cpu");
    }

    @Test
    void theShellHasEverythingImported() throws Exception {
        Path statements = Files.writeString(folder.resolve("statements"), """
                System.out.println(Tensor.ones(2))
                var x = Tensor.of(3f).requiresGrad_(true)
                x.mul(x).backward()
                System.out.println(x.grad())
                Module model = new Linear(2, 1)
                Function function = null
                System.out.println(new SGD(model.parameters(), SGD.options().lr(0.1)) instanceof Optimizer)
                System.out.println(List.of(Shape.of(1, 2).rank(), Threads.get() > 0, Plot.titled("t") != null))
                """);
        Process shell = start(statements, "shell");
        assertThat(shell.waitFor()).as(err()).isZero();
        assertThat(out().lines()).containsExactly("tensor([1., 1.])", "tensor(6.)", "true", "[2, true, true]");
    }

    /** The process is stopped in the midst of an epoch, after some have ended. */
    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    @DisabledOnOs(OS.WINDOWS)
    void aStoppedTrainingLeavesTheLastGoodModel(String signal, int code) throws Exception {
        Path model = folder.resolve("model.safetensors");
        Process training = start(Path.of("/dev/null"), "train", "--epochs", "1000000", "--save", model.toString());
        while (!Files.exists(model)) {
            assertThat(training.isAlive()).as(err()).isTrue();
            Thread.sleep(20);
        }
        Thread.sleep(300);
        new ProcessBuilder("kill", "-" + signal, String.valueOf(training.pid()))
                .start()
                .waitFor();
        assertThat(training.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(training.exitValue()).isEqualTo(code);
        assertThat(err())
                .containsPattern("stopped: .*model\\.safetensors holds the model of epoch \\d+")
                .doesNotContain("\tat ");
        assertThat(Safetensors.load(model).tensors().keySet()).containsExactlyInAnyOrder("0.weight", "0.bias");
        try (var left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("model.safetensors", "out", "err");
        }
    }

    @Test
    void fashionMnistIsLearntAndItsPredictionsAreRepeated() throws Exception {
        checkFashionMnist("mlp:256,128", "3", 0.86);
    }

    /** Some minutes long, so only on request: {@code -Dvecgrad.cnn=true}. */
    @Test
    @EnabledIfSystemProperty(named = "vecgrad.cnn", matches = "true")
    void fashionMnistIsLearntByConvolutions() throws Exception {
        checkFashionMnist("cnn", "3", 0.89);
    }

    private void checkFashionMnist(String architecture, String epochs, double least) throws Exception {
        Require.present(
                "fashion-mnist",
                IdxFolder.isAt(FashionMnist.folder()),
                "install Debian's package dataset-fashion-mnist");
        Path model = folder.resolve("model");
        Path told = folder.resolve("told.csv");
        Path said = folder.resolve("said.csv");
        String trained = run(
                "train",
                "--data",
                "fashion-mnist",
                "--model",
                architecture,
                "--epochs",
                epochs,
                "--save",
                model.toString(),
                "--predictions",
                told.toString());
        String accuracy = trained.lines()
                .filter(line -> line.startsWith("test accuracy "))
                .findFirst()
                .orElseThrow();
        assertThat(Double.parseDouble(accuracy.substring("test accuracy ".length())))
                .isGreaterThanOrEqualTo(least);
        run("predict", "--model", model.toString(), "--data", "fashion-mnist", "--out", said.toString());
        List<String> expected = Files.readAllLines(told).stream()
                .map(line -> line.substring(0, line.lastIndexOf(',')))
                .toList();
        assertThat(expected).hasSize(10_001);
        assertThat(Files.readAllLines(said)).isEqualTo(expected);
    }

    private String run(String... args) throws IOException, InterruptedException {
        int code = start(Path.of("/dev/null"), args).waitFor();
        assertThat(code).as("exit code; it wrote: %s", err()).isZero();
        return out();
    }

    private Process start(Path in, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=dev.vecgrad.runtime,dev.vecgrad.simd,dev.vecgrad.blas,dev.vecgrad.opencl");
        command.addAll(List.of("-p", System.getProperty("java.class.path"), "-m", MAIN));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private String out() throws IOException {
        return Files.readString(folder.resolve("out"), UTF_8).strip();
    }

    private String err() throws IOException {
        return Files.readString(folder.resolve("err"), UTF_8).strip();
    }
}
