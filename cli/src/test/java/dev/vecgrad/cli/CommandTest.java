package dev.vecgrad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
    void trainingWritesWhatItIsAskedFor() throws IOException {
        Path model = folder.resolve("model.safetensors");
        Path metrics = folder.resolve("metrics.json");
        Path plots = folder.resolve("plots");
        int code = run(("train --data breast-cancer --epochs 3 --lr 0.01 --save " + model + " --metrics " + metrics
                        + " --plot " + plots)
                .split(" ", -1));

        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("455 samples to train on, 114 to test with, 30 features, 2 classes")
                .containsPattern(
                        "epoch 3/3  loss 0\\.\\d{4}  train accuracy 0\\.9\\d{3}  test accuracy 0\\.9\\d{3}  [0-9,]+ samples/s")
                .contains("test accuracy 0.9")
                .doesNotContain("\033");
        assertThat(model).isNotEmptyFile();
        assertThat(plots).isDirectoryContaining("glob:**/{loss,accuracy,features}.png");
        JsonNode root = JsonMapper.builder().build().readTree(Files.readString(metrics));
        assertThat(root.propertyNames()).containsExactly("test_accuracy", "epochs");
        JsonNode epochs = root.get("epochs");
        assertThat(epochs.size()).isEqualTo(3);
        JsonNode last = epochs.get(2);
        assertThat(last.propertyNames())
                .containsExactly("epoch", "loss", "train_accuracy", "test_accuracy", "samples_per_second");
        assertThat(last.get("epoch").asInt()).isEqualTo(3);
        assertThat(last.get("loss").asDouble())
                .isLessThan(epochs.get(0).get("loss").asDouble());
        assertThat(last.get("samples_per_second").asDouble()).isPositive();
        assertThat(root.get("test_accuracy")).isEqualTo(last.get("test_accuracy"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"logistic", "mlp:16", "cnn"})
    void compiledAndEagerStepsGiveTheSameLosses(String model) throws IOException {
        List<String> losses = new ArrayList<>();
        for (String choice : List.of("", " --eager")) {
            Path metrics = folder.resolve("metrics" + choice.strip() + ".json");
            String data = model.equals("cnn") ? "digits" : "breast-cancer";
            String options =
                    "train --data " + data + " --epochs 2 --batch 100 --model " + model + " --metrics " + metrics;
            assertThat(run((options + choice).split(" ", -1)))
                    .as(err.toString())
                    .isZero();
            JsonNode epochs = JsonMapper.builder()
                    .build()
                    .readTree(Files.readString(metrics))
                    .get("epochs");
            StringBuilder told = new StringBuilder();
            epochs.forEach(epoch -> told.append(epoch.get("loss")).append(' ').append(epoch.get("test_accuracy")));
            losses.add(told.toString());
        }
        assertThat(losses.get(0)).isEqualTo(losses.get(1));
    }

    @Test
    void aLossThatIsNoNumberEndsTheTrainingAndKeepsTheLastGoodModel() throws IOException {
        Path model = Files.writeString(folder.resolve("model.safetensors"), "the last good one");
        int code = run("train", "--optimizer", "sgd", "--lr", "1e38", "--epochs", "5", "--save", model.toString());
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).startsWith("train: the loss is ").contains("use a smaller --lr than 1.0E38");
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(model).content().isEqualTo("the last good one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"adam", "sgd"})
    void aTrainingThatGoesOnWritesTheSameModelToTheByte(String optimizer) throws IOException {
        Path whole = folder.resolve("whole");
        Path resumed = folder.resolve("resumed");
        Path checkpoint = folder.resolve("checkpoint");
        Path metrics = folder.resolve("metrics.json");
        String training = "train --data breast-cancer --model mlp:5 --optimizer " + optimizer;
        assertThat(run((training + " --epochs 3 --save " + whole).split(" ", -1)))
                .isZero();
        assertThat(run((training + " --epochs 2 --checkpoint " + checkpoint).split(" ", -1)))
                .isZero();
        String rest = training + " --resume " + checkpoint;
        assertThat(run((rest + " --epochs 3 --save " + resumed + " --metrics " + metrics).split(" ", -1)))
                .isZero();
        assertThat(out.toString()).contains("going on after epoch 2 from " + checkpoint);
        assertThat(resumed).hasSameBinaryContentAs(whole);
        JsonNode root = JsonMapper.builder().build().readTree(Files.readString(metrics));
        assertThat(root.get("epochs").size()).isEqualTo(3);
        assertThat(run((rest + " --epochs 2").split(" ", -1))).isEqualTo(2);
        assertThat(err.toString()).contains("its training has made 2 epochs already: --epochs must be greater");
        assertThat(run((rest + " --lr 0.5").split(" ", -1))).isEqualTo(2);
        assertThat(err.toString()).contains("this one has 0.5: both must be the same");
        assertThat(run(rest.replace(checkpoint.toString(), whole.toString()).split(" ", -1)))
                .isEqualTo(2);
        assertThat(err.toString()).contains(whole + ": this is no checkpoint");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train --save FOLDER",
                "train --checkpoint FOLDER",
                "train --save FOLDER/none/model",
                "train --metrics FOLDER",
                "train --metrics FOLDER/none/metrics.json",
                "train --predictions FOLDER",
                "train --plot FILE",
                "predict --model FILE --data digits --out FOLDER",
                "predict --model FILE --data digits --out FOLDER/none/out.csv",
                "bench add/100 --json FOLDER",
                "bench add/100 --report FOLDER"
            })
    void aPlaceThatCannotBeWrittenIsToldBeforeTheWork(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThat(run(line.replace("FOLDER", folder.toString())
                        .replace("FILE", file.toString())
                        .split(" ", -1)))
                .isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).containsPattern("^--(save|checkpoint|metrics|predictions|plot|out|json|report) ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train --epochs 0",
                "train --epochs many",
                "train --nonsense",
                "train --resume no-such-file",
                "train --model forest",
                "train --data no-such-file.csv --target kind",
                "train --data breast-cancer --target nothing",
                "train --data fashion-mnist --target kind",
                "train --data no-such-set",
                "train --lr -1",
                "train --lr 1e400",
                "train --lr few",
                "train --batch 0",
                "train --seed -1",
                "train --seed 4294967296",
                "train --test-size 1",
                "train --threads 0",
                "train --threads 100000",
                "train --optimizer newton",
                "train --model mlp:0",
                "train --model mlp:10,",
                "train --data breast-cancer --model cnn",
                "train --model cnn:7x9",
                "train --model cnn:0x8",
                "train too much",
                "predict",
                "predict --data digits",
                "predict --model no-such-file --data no-such-file.csv",
                "example nothing",
                "example gradients twice",
                "bench no_such_workload",
                "bench --mode sleepy add/100",
                "bench --engine steam add/100",
                "bench --scope day add/100",
                "bench --threads 0 add/100",
                "bench --device abacus add/100",
                "bench --against no-such-file add/100",
                "bench --budget 0 add/100",
                "bench --mode eager,sleepy add/100",
                "bench jmh",
                "bench jmh --forks none",
                "doctor now",
                "shell no-such-script",
                "help",
                "nonsense"
            })
    void aMistakeIsOneLineAndCodeTwo(String line) {
        assertThat(run(line.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString().strip().lines()).hasSize(1);
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    @Test
    void messagesNameWhatThereIs() {
        run("fly");
        assertThat(err.toString())
                .contains("no command is called 'fly': there are train, predict, doctor, bench, example, shell");
        run("train", "--optimizer", "newton");
        assertThat(err.toString()).contains("'newton' is none of adam, adamw, sgd");
        run("train", "--data", "nowhere");
        assertThat(err.toString()).contains("digits, breast-cancer and fashion-mnist");
        run("train", "--data", "breast-cancer", "--model", "cnn");
        assertThat(err.toString()).contains("--model cnn: breast-cancer is a table, no set of images");
    }

    @Test
    void dataWithMistakesIsNamed() throws IOException {
        Path csv = folder.resolve("bad.csv");
        Files.writeString(csv, "a,kind\n1,x\nred,y\n2,x\n3,y\n");
        assertThat(run("train", "--data", csv.toString(), "--target", "kind")).isEqualTo(2);
        assertThat(err.toString()).contains("bad.csv: row 2 (line 3), column 'a': 'red' is not a number");
        assertThat(run("train", "--data", csv.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--target COLUMN must name the column");
        assertThat(run("train", "--data", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("there is no train-images-idx3-ubyte, plain or with .gz");
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : List.of("train", "predict", "doctor", "bench", "example", "shell")) {
            assertThat(run(command, "--help")).isZero();
            assertThat(run(command, "--version")).isZero();
        }
        assertThat(out.toString()).contains("--optimizer").contains("--json");
    }
}
