package dev.vecgrad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandTest {
    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(args);
    }

    @Test
    void trainsSavesAndPredictsAlike() throws IOException {
        Path model = folder.resolve("model.safetensors");
        Path metrics = folder.resolve("metrics.json");
        Path plots = folder.resolve("plots");
        int code = run(
                "train",
                "--data",
                "breast-cancer",
                "--epochs",
                "3",
                "--lr",
                "0.01",
                "--save",
                model.toString(),
                "--metrics",
                metrics.toString(),
                "--plot",
                plots.toString());

        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(out.toString()).contains("test accuracy 0.9");
        assertThat(Files.readString(metrics)).contains("\"test_accuracy\"").contains("\"samples_per_second\"");
        assertThat(plots.resolve("loss.png")).isNotEmptyFile();

        Path csv = copy("breast-cancer.csv");
        Path predictions = folder.resolve("out.csv");
        assertThat(run(
                        "predict",
                        "--model",
                        model.toString(),
                        "--data",
                        csv.toString(),
                        "--out",
                        predictions.toString()))
                .isZero();
        List<String> lines = Files.readAllLines(predictions);
        assertThat(lines).hasSize(570).first().isEqualTo("class,probability");
        assertThat(lines.get(1)).matches("(malignant|benign),[01]\\.\\d+");
        Path again = folder.resolve("again.csv");
        assertThat(run("predict", "--model", model.toString(), "--data", csv.toString(), "--out", again.toString()))
                .isZero();
        assertThat(again).hasSameTextualContentAs(predictions);
    }

    private Path copy(String resource) throws IOException {
        Path file = folder.resolve(resource);
        try (InputStream in = Main.class.getResourceAsStream("data/" + resource)) {
            Files.copy(Objects.requireNonNull(in), file);
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train --epochs 0",
                "train --epochs many",
                "train --nonsense",
                "train --model forest",
                "train --data no-such-file.csv --target kind",
                "train --data breast-cancer --target nothing",
                "predict --model no-such-file --data no-such-file.csv",
                "example nothing",
                "bench no_such_workload",
                "nonsense"
            })
    void aMistakeIsOneLineAndCodeTwo(String line) {
        assertThat(run(line.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString().strip().lines()).hasSize(1);
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    @Test
    void dataWithMistakesIsNamed() throws IOException {
        Path csv = folder.resolve("bad.csv");
        Files.writeString(csv, "a,kind\n1,x\nred,y\n2,x\n3,y\n");
        assertThat(run("train", "--data", csv.toString(), "--target", "kind")).isEqualTo(2);
        assertThat(err.toString()).contains("bad.csv").contains("a").contains("red");
    }

    @Test
    void aFileThatIsNoModelIsNamed() throws IOException {
        Path file = folder.resolve("text.safetensors");
        Files.writeString(file, "this is no model");
        assertThat(run(
                        "predict",
                        "--model",
                        file.toString(),
                        "--data",
                        copy("digits.csv").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("text.safetensors");
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : List.of("train", "predict", "doctor", "bench", "example")) {
            assertThat(run(command, "--help")).isZero();
            assertThat(run(command, "--version")).isZero();
        }
        assertThat(out.toString()).contains("--optimizer").contains("--json");
    }
}
