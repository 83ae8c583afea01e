package dev.vecgrad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.cli.data.ShippedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A saved model says of the test samples what it said at the end of its training, to the last digit. */
class PredictTest {
    @TempDir
    private Path folder = Path.of("");

    private String run(String line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        String[] args = line.replace("DIR", folder.toString()).split(" ", -1);
        assertThat(command.execute(args)).as(err.toString()).isZero();
        return out.toString();
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file));
    }

    @Test
    void rowsOfACsvFile() throws IOException {
        run("train --data digits --model mlp:24 --epochs 2 --lr 0.01 --save DIR/model --predictions DIR/told.csv");
        List<String> told = lines("told.csv");
        assertThat(told).hasSize(361).first().isEqualTo("class,probability,row");
        assertThat(told.get(1)).matches("\\d,[01]\\.\\d+(E-\\d+)?,\\d+");

        List<String> all = shipped("digits.csv");
        List<String> test = new ArrayList<>(List.of(all.getFirst()));
        List<String> expected = new ArrayList<>();
        for (String line : told) {
            expected.add(line.substring(0, line.lastIndexOf(',')));
        }
        for (String line : told.subList(1, told.size())) {
            test.add(all.get(Integer.parseInt(line.substring(line.lastIndexOf(',') + 1))));
        }
        Files.write(folder.resolve("test.csv"), test);
        run("predict --model DIR/model --data DIR/test.csv --out DIR/said.csv");
        assertThat(lines("said.csv")).isEqualTo(expected);
        assertThat(run("predict --model DIR/model --data DIR/test.csv").lines()).containsExactlyElementsOf(expected);
        assertThat(run("predict --model DIR/model --data digits").lines()).hasSize(1798);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp:8", "cnn"})
    void imagesOfAnIdxFolder(String model) throws IOException {
        Random random = new Random(1);
        images("train", 300, random);
        images("t10k", 70, random);
        run("train --data DIR --model " + model + " --epochs 3 --lr 0.01 --save DIR/model --predictions DIR/told.csv");
        run("predict --model DIR/model --data DIR --out DIR/said.csv");
        List<String> told = lines("told.csv");
        assertThat(told).hasSize(71).last().asString().endsWith(",70");
        assertThat(lines("said.csv"))
                .isEqualTo(told.stream()
                        .map(line -> line.substring(0, line.lastIndexOf(',')))
                        .toList());
    }

    private void images(String part, int n, Random random) throws IOException {
        ByteBuffer pixels = ByteBuffer.allocate(16 + 20 * n)
                .putInt(0x803)
                .putInt(n)
                .putInt(5)
                .putInt(4);
        ByteBuffer labels = ByteBuffer.allocate(8 + n).putInt(0x801).putInt(n);
        for (int i = 0; i < n; i++) {
            int label = random.nextInt(3);
            labels.put((byte) label);
            for (int j = 0; j < 20; j++) {
                pixels.put((byte) (random.nextInt(100) + (j % 3 == label ? 100 : 0)));
            }
        }
        Files.write(folder.resolve(part + "-images-idx3-ubyte"), pixels.array());
        Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
    }

    private static List<String> shipped(String resource) throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ShippedData.class.getResourceAsStream(resource)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
