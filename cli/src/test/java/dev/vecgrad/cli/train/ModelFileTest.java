package dev.vecgrad.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.data.DataException;
import dev.vecgrad.data.StandardScaler;
import dev.vecgrad.io.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFileTest {
    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void save() {
        file = folder.resolve("model.safetensors");
        ModelSpec spec = ModelSpec.parse("mlp:3");
        var scaler = new StandardScaler(new double[] {0.1, 2}, new double[] {1, 1e-7});
        new ModelFile(spec, List.of("a", "b, c"), List.of("x", "y"), scaler, spec.build(2, 2)).save(file, 7);
    }

    @Test
    void allThatItHoldsComesBack() {
        ModelFile model = ModelFile.load(file);
        assertThat(model.spec()).isEqualTo(new DenseSpec("mlp:3", List.of(3)));
        assertThat(model.featureNames()).containsExactly("a", "b, c");
        assertThat(model.classNames()).containsExactly("x", "y");
        assertThat(model.scaler().mean()).containsExactly(0.1, 2);
        assertThat(model.scaler().std()).containsExactly(1, 1e-7);
        Safetensors.Contents contents = Safetensors.load(file);
        assertThat(contents.metadata()).containsEntry("seed", "7").containsKey("version");
        assertThat(contents.tensors().keySet()).containsExactlyInAnyOrder("0.weight", "0.bias", "2.weight", "2.bias");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "format       |               | its metadata has no format vecgrad-classifier",
                "features     |               | its metadata has no entry features",
                "features     | ['a',         | its metadata is damaged",
                "features     | null          | its entry features must be a list of texts",
                "features     | [null,'b']    | its entry features must be a list of texts",
                "features     | []            | its entry features must be a list of texts",
                "features     | ['a']         | 2 means for 1 features",
                "classes      | ['x','y','z'] | size mismatch for 2.weight",
                "classes      | {'x':1}       | its metadata is damaged",
                "mean         | [1]           | 1 means, but 2 standard deviations",
                "std          | null          | its entry std must be a list of numbers",
                "std          | 'a            | its metadata is damaged",
                "architecture | forest        | --model forest",
                "architecture | mlp:4         | size mismatch for 0.weight",
                "architecture | logistic      | size mismatch for 0.weight",
                "architecture | cnn           | the size of the images is not known",
                "architecture | cnn:4x4       | images of 4x4 have 16 pixels, but there are 2 features",
                "architecture | cnn:1x2       | images must have at least 4 rows and columns"
            })
    void aPartThatDoesNotFitIsNamed(String key, String value, String message) {
        Safetensors.Contents contents = Safetensors.load(file);
        Map<String, String> metadata = new LinkedHashMap<>(contents.metadata());
        if (value == null) {
            metadata.remove(key);
        } else {
            metadata.put(key, value.replace('\'', '"'));
        }
        Safetensors.save(file, contents.tensors(), metadata);
        assertFails(message);
    }

    @Test
    void aFileThatIsNoModelOrWasCutShortIsNamed() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 3));
        assertFails("it was cut short");
        Files.write(file, Arrays.copyOf(whole, whole.length / 3));
        assertFails("this is no safetensors file");
        Files.writeString(file, "this is no model");
        assertFails("this is no safetensors file");
        Files.write(file, new byte[0]);
        assertFails("it has 0 bytes");
        Files.delete(file);
        assertFails("there is no such file");
        Files.createDirectory(file);
        assertFails("it is a folder");
    }

    private void assertFails(String message) {
        assertThatThrownBy(() -> ModelFile.load(file))
                .isInstanceOfAny(DataException.class, dev.vecgrad.io.TensorFileException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message);
    }
}
