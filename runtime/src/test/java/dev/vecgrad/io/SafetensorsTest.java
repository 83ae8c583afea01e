package dev.vecgrad.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    Path folder;

    @Test
    void tensorsOfEveryDTypeAreReadBack() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("float32", Tensor.of(new float[][] {{1.5f, Float.NaN}, {-0f, Float.MIN_VALUE}}));
        tensors.put("float64", Tensor.of(Math.PI, Double.NEGATIVE_INFINITY));
        tensors.put("int64", Tensor.of(Long.MIN_VALUE, 7L));
        tensors.put("int32", Tensor.of(Integer.MAX_VALUE, -7));
        tensors.put("bool", Tensor.of(true, false, true));
        tensors.put("scalar", Tensor.of(3f));
        tensors.put("empty", Tensor.zeros(0, 3));
        Path file = folder.resolve("all.safetensors");
        Safetensors.save(file, tensors, Map.of("epoch", "3"));
        Safetensors.Contents contents = Safetensors.load(file);
        assertThat(contents.metadata()).containsExactly(Map.entry("epoch", "3"));
        assertThat(contents.tensors().keySet()).containsExactlyInAnyOrderElementsOf(tensors.keySet());
        contents.tensors().forEach((name, tensor) -> {
            assertThat(tensor).as(name).hasToString(String.valueOf(tensors.get(name)));
            assertThat(tensor.requiresGrad()).isFalse();
        });
    }

    @Test
    void viewsAreWrittenInTheirOwnOrder() {
        Tensor whole = Tensor.arange(0, 12).view(3, 4);
        Path file = folder.resolve("views.safetensors");
        Safetensors.save(file, Map.of("t", whole.t(), "part", whole.narrow(0, 1, 1), "row", whole.select(1, 2)));
        Map<String, Tensor> read = Safetensors.load(file).tensors();
        assertThat(read.get("t")).hasToString(whole.t().toString());
        assertThat(read.get("part")).hasToString("tensor([[4, 5, 6, 7]])");
        assertThat(read.get("row")).hasToString("tensor([ 2,  6, 10])");
    }

    @Test
    void parametersAreWrittenWithoutTheirHistory() {
        Tensor learnt = Tensor.ones(2).requiresGrad_(true).mul(2);
        Path file = folder.resolve("learnt.safetensors");
        Safetensors.save(file, Map.of("learnt", learnt));
        assertThat(Safetensors.load(file).tensors().get("learnt")).hasToString("tensor([2., 2.])");
    }

    @Test
    void aByteThatIsNoTruthValueIsTrue() throws IOException {
        byte[] header =
                "{\"b\":{\"dtype\":\"BOOL\",\"shape\":[3],\"data_offsets\":[0,3]}}".getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[8 + header.length + 3];
        bytes[0] = (byte) header.length;
        System.arraycopy(header, 0, bytes, 8, header.length);
        bytes[bytes.length - 1] = 2;
        bytes[bytes.length - 2] = -1;
        Path file = Files.write(folder.resolve("bools.safetensors"), bytes);
        Tensor truths = Safetensors.load(file).tensors().firstEntry().getValue();
        assertThat(truths.to(DType.INT64).toLongArray()).containsExactly(0, 1, 1);
    }

    @Test
    void theMapsCannotBeChanged() {
        Path file = folder.resolve("none.safetensors");
        Safetensors.save(file, Map.of());
        Safetensors.Contents contents = Safetensors.load(file);
        assertThatThrownBy(() -> contents.tensors().put("x", Tensor.ones(1)))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
