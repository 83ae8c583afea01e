package dev.vecgrad.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.examples.Example;
import dev.vecgrad.type.Device;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example programs print what PyTorch and scikit-learn print for the same programs. */
class ExamplesTest {
    @ParameterizedTest
    @ValueSource(strings = {"gradients", "tape", "lecture", "logistic-regression"})
    void printsWhatIsExpected(String name) throws IOException {
        assertThat(output(name)).isEqualToNormalizingNewlines(expected(name));
    }

    @Test
    void devicesAreNamed() {
        String text = output("devices");
        assertThat(text).contains("The processor: ").contains("A new tensor lives on cpu");
        int others = Device.devices().size() - 1;
        assertThat(text.lines().filter(line -> line.endsWith("computed there: 0.7854")))
                .hasSize(others);
        assertThat(text.contains("there is no OpenCL device here")).isEqualTo(others == 0);
    }

    /** A few steps: from log(58) for 58 characters that are all as likely to far less. */
    @Test
    void aTransformerLearns() {
        System.setProperty("vecgrad.example.steps", "20");
        try {
            List<Double> losses = output("transformer")
                    .lines()
                    .filter(line -> line.contains("loss"))
                    .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' '))))
                    .toList();
            assertThat(losses).hasSize(10);
            assertThat(losses.getLast()).isLessThan(losses.getFirst() - 0.5);
        } finally {
            System.clearProperty("vecgrad.example.steps");
        }
    }

    private static String output(String name) {
        Example example = Example.all().stream()
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseThrow();
        var bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            example.run(out);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String expected(String name) throws IOException {
        try (InputStream in = ExamplesTest.class.getResourceAsStream("/examples/" + name + ".txt")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
