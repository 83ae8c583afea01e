package dev.vecgrad.io;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vecgrad.Tensor;
import dev.vecgrad.nn.Layer;
import dev.vecgrad.nn.Linear;
import dev.vecgrad.nn.LinearOptions;
import dev.vecgrad.nn.ReLU;
import dev.vecgrad.nn.Sequential;
import dev.vecgrad.nn.Tanh;
import dev.vecgrad.type.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that the format's own library wrote of PyTorch's tensors, see tests/golden/safetensors_files.py. */
class SafetensorsGoldenTest {
    private static final ReadOptions WIDE = ReadOptions.DEFAULT.widen(true);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"own", "none", "mlp", "mlp-values", "small-widened"})
    void whatIsReadIsWrittenAlikeToTheByte(String name) throws IOException {
        Path golden = GoldenPath.of(name + ".safetensors");
        Safetensors.Contents contents = Safetensors.load(golden);
        Path copy = folder.resolve("copy");
        Safetensors.save(copy, contents.tensors(), contents.metadata());
        assertThat(copy).hasSameBinaryContentAs(golden);
    }

    @Test
    void elementsAreThoseOfPyTorch() {
        Map<String, Tensor> tensors =
                Safetensors.load(GoldenPath.of("own.safetensors")).tensors();
        for (DType dtype : DType.values()) {
            Tensor tensor = requireNonNull(tensors.get("layer." + dtype));
            assertThat(tensor.dtype()).isEqualTo(dtype);
            Tensor expected = Tensor.arange(6).remainder(4).sub(1).to(dtype).view(2, 3);
            assertThat(tensor).hasToString(expected.toString());
        }
        assertThat(requireNonNull(tensors.get("")).item()).isEqualTo(1.5);
        assertThat(requireNonNull(tensors.get("quote \" \\ / \b\f\n\r\t\u0001\u007f"))
                        .shape()
                        .toArray())
                .containsExactly(0, 3);
        assertThat(tensors).containsKeys("é€", "😀", "\uffee");
    }

    @Test
    void narrowTypesAreReadExactlyWhenAsked() {
        Map<String, Tensor> small =
                Safetensors.load(GoldenPath.of("small.safetensors"), WIDE).tensors();
        Map<String, Tensor> wide =
                Safetensors.load(GoldenPath.of("small-widened.safetensors")).tensors();
        assertThat(small.keySet()).isEqualTo(wide.keySet()).hasSize(9);
        small.forEach((name, tensor) -> {
            assertThat(tensor.dtype())
                    .as(name)
                    .isEqualTo(requireNonNull(wide.get(name)).dtype());
            assertThat(numbers(tensor)).as(name).isEqualTo(numbers(requireNonNull(wide.get(name))));
        });
    }

    /* NaNs are equal to each other here, whatever their bits. */
    private static double[] numbers(Tensor tensor) {
        return tensor.to(DType.FLOAT64).toDoubleArray();
    }

    @Test
    void typesThatVecgradLacksAreClearErrors() throws IOException {
        Path small = GoldenPath.of("small.safetensors");
        assertThatThrownBy(() -> Safetensors.load(small))
                .isInstanceOf(TensorFileException.class)
                .hasMessageStartingWith(
                        small + ": tensor 'uint32': its elements are uint32, which vecgrad has not: read them"
                                + " as int64 by ReadOptions.DEFAULT.widen(true)");
        Path unsigned = GoldenPath.of("uint64.safetensors");
        assertThatThrownBy(() -> Safetensors.load(unsigned, WIDE))
                .isInstanceOf(TensorFileException.class)
                .hasMessageStartingWith(unsigned + ": tensor 'x': dtype U64 is not supported");
        try (SafetensorsFile file = Safetensors.open(small)) {
            assertThat(file.dtype("int8")).isEqualTo(DType.INT32);
            assertThatThrownBy(() -> file.load("int8")).hasMessageContaining("tensor 'int8': its elements are int8");
        }
    }

    @Test
    void singleTensorsAreTakenFromAnOpenFile() {
        try (SafetensorsFile file = Safetensors.open(GoldenPath.of("own.safetensors"))) {
            assertThat(file.names()).contains("layer.int32", "");
            assertThat(file.metadata()).containsExactly(Map.entry("format", "pt"));
            assertThat(file.shape("layer.int32").toArray()).containsExactly(2, 3);
            assertThat(file.load("layer.int32").toIntArray()).containsExactly(-1, 0, 1, 2, -1, 0);
            assertThatThrownBy(() -> file.load("layer")).hasMessageContaining("there is no tensor 'layer'");
        }
    }

    @Test
    void aStateOfPyTorchGivesItsOutputs() {
        LinearOptions options = Linear.options().dtype(DType.FLOAT64);
        var model = new Sequential(new Layer[] {
            new Linear(5, 8, options), new ReLU(), new Linear(8, 8, options), new Tanh(), new Linear(8, 3, options)
        });
        model.loadStateDict(Safetensors.load(GoldenPath.of("mlp.safetensors")).tensors());
        Map<String, Tensor> values =
                Safetensors.load(GoldenPath.of("mlp-values.safetensors")).tensors();
        double[] expected = requireNonNull(values.get("y")).toDoubleArray();
        double[] outputs =
                model.forward(requireNonNull(values.get("x"))).detach().toDoubleArray();
        assertThat(outputs).hasSameSizeAs(expected);
        for (int i = 0; i < outputs.length; i++) {
            assertThat(outputs[i]).isCloseTo(expected[i], within(1e-9 * Math.max(1, Math.abs(expected[i]))));
        }
    }
}
