package dev.vecgrad.io;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Generator;
import dev.vecgrad.core.RandomStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("checkpoint.safetensors");
    }

    @Test
    void allKindsOfValuesComeBack() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("tensor", Tensor.of(1f, 2f));
        values.put("a.b", Tensor.of(true));
        values.put("integer", 3);
        values.put("long", Long.MIN_VALUE);
        values.put("double", 0.1);
        values.put("float", 1e-30f);
        values.put("tiny", Double.MIN_VALUE);
        values.put("nan", Double.NaN);
        values.put("infinity", Double.NEGATIVE_INFINITY);
        values.put("minus zero", -0.0);
        values.put("whole", 1e300);
        values.put("true", true);
        values.put("text", "\"3\" \\ é😀\n");
        values.put("number as text", "7");
        values.put("", "");
        new Checkpoint().put("first", values).put("empty", Map.of()).save(file());
        Checkpoint read = Checkpoint.load(file());
        assertThat(read.parts()).containsExactly("first", "empty");
        assertThat(read.state("empty")).isEmpty();
        assertThat(read.state("first")).hasSameSizeAs(values);
        assertThat(read.tensors("first")).containsOnlyKeys("tensor", "a.b");
        assertThat(requireNonNull(read.tensors("first").get("tensor")).toFloatArray())
                .containsExactly(1, 2);
        assertThat(read.integer("first", "integer")).isEqualTo(3);
        assertThat(read.integer("first", "long")).isEqualTo(Long.MIN_VALUE);
        for (String name : List.of("double", "tiny", "nan", "infinity", "minus zero", "whole")) {
            assertThat((Object) read.number("first", name)).as(name).isEqualTo(values.get(name));
        }
        assertThat(read.number("first", "float")).isEqualTo(1e-30f);
        assertThat(read.truth("first", "true")).isTrue();
        for (String name : List.of("text", "number as text", "")) {
            assertThat(read.text("first", name)).isEqualTo(values.get(name));
        }
    }

    @Test
    void generatorsContinue() {
        for (Generator generator : List.of(Generator.philox(1), Generator.pytorch(1))) {
            generator.fill(RandomStream::nextSeed);
            new Checkpoint().put("shuffle", generator).save(file());
            Generator other = (generator.draw(stream -> stream instanceof dev.vecgrad.core.PhiloxStream)
                    ? Generator.philox(9)
                    : Generator.pytorch(9));
            Checkpoint.load(file()).restore("shuffle", other);
            assertThat(other.draw(RandomStream::nextSeed)).isEqualTo(generator.draw(RandomStream::nextSeed));
        }
        assertThatThrownBy(() -> Checkpoint.load(file()).restore("shuffle", Generator.philox(0)))
                .isInstanceOf(TensorFileException.class)
                .hasMessageStartingWith(
                        file() + ": part 'shuffle': setState: this is no state of a generator of this kind");
    }

    @Test
    void whatIsMissingIsAClearError() {
        Checkpoint checkpoint = new Checkpoint().put("training", Map.of("epoch", 3));
        assertThatThrownBy(() -> checkpoint.tensors("model"))
                .isInstanceOf(TensorFileException.class)
                .hasMessage("checkpoint: there is no part 'model': there are [training]");
        assertThatThrownBy(() -> checkpoint.number("training", "epoch"))
                .isInstanceOf(TensorFileException.class)
                .hasMessage("checkpoint: part 'training': 'epoch' must be a Double: it is a Long");
        assertThatThrownBy(() -> checkpoint.text("training", "name")).hasMessageEndingWith("it is missing");
    }

    @Test
    void whatACheckpointCannotHoldIsAClearError() {
        Checkpoint checkpoint = new Checkpoint().put("a", Map.of());
        assertThatThrownBy(() -> checkpoint.put("a", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("put: there is a part 'a' already");
        assertThatThrownBy(() -> checkpoint.put("a.b", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("letters, digits");
        assertThatThrownBy(() -> checkpoint.put("b", Map.of("list", List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("part 'b': 'list' is a ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "format  | null      | this is no checkpoint",
                "format  | pt        | this is no checkpoint",
                "version | 2         | its version is 2: version 1 of checkpoints can be read",
                "version | null      | its version is null",
                "parts   | null      | 'training.epoch' belongs to none of the parts",
                "parts   | model     | 'training.epoch' belongs to none of the parts [model]",
                "parts   | training, | ",
                "parts   | training,a b | its list of parts is damaged",
                "training.epoch | three | metadata 'training.epoch' is no number, truth or text",
                "training.epoch | 99999999999999999999 | ",
                "training.epoch | 9223372036854775808 | metadata 'training.epoch' is no number",
                "training.epoch | 0x1p3 | metadata 'training.epoch' is no number",
                "training.epoch | 1.5f  | metadata 'training.epoch' is no number"
            })
    void damagedMetadataIsAClearError(String key, String value, String message) {
        Map<String, String> metadata = new LinkedHashMap<>(
                Map.of("format", "vecgrad-checkpoint", "version", "1", "parts", "training", "training.epoch", "3"));
        metadata.put(key, value);
        metadata.values().removeIf(text -> text == null);
        Safetensors.save(file(), Map.of(), metadata);
        if (message == null) {
            assertThat(Checkpoint.load(file()).parts()).containsExactly("training");
        } else {
            assertThatThrownBy(() -> Checkpoint.load(file()))
                    .isInstanceOf(TensorFileException.class)
                    .hasMessageStartingWith(file().toString())
                    .hasMessageContaining(message);
        }
    }

    @Test
    void tensorsOfNoPartAreAClearError() {
        Map<String, String> metadata = Map.of("format", "vecgrad-checkpoint", "version", "1", "parts", "model");
        Safetensors.save(file(), Map.of("weight", Tensor.ones(1)), metadata);
        assertThatThrownBy(() -> Checkpoint.load(file())).hasMessageContaining("'weight' belongs to none of the parts");
    }
}
