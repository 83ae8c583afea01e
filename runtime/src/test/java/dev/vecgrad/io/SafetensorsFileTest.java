package dev.vecgrad.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFileTest {
    @TempDir
    Path folder;

    @Test
    void aFileIsALengthAHeaderAndTheElements() throws IOException {
        Path file = folder.resolve("model.safetensors");
        var bias = source("b", DType.BOOL, Shape.of(3), bytes(1, 0, 1));
        var weight = source("w", DType.FLOAT32, Shape.of(1, 1), bytes(0, 0, 0x80, 0x3f));
        SafetensorsWriter.write(file, List.of(bias, weight), Map.of("format", "pt"));
        String header = "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"w\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]},"
                + "\"b\":{\"dtype\":\"BOOL\",\"shape\":[3],\"data_offsets\":[4,7]}}";
        assertThat(Files.readAllBytes(file)).isEqualTo(file(pad(header), 0, 0, 0x80, 0x3f, 1, 0, 1));
        assertThat(folder.toFile().list()).containsExactly("model.safetensors");
    }

    @Test
    void whatIsWrittenIsRead() {
        Path file = folder.resolve("all.safetensors");
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("quote \" \\ \n\t\u0001", "ä€😀");
        metadata.put("", "empty");
        List<SafetensorsWriter.Source> sources = Stream.of(DType.values())
                .map(dtype -> source(
                        "layer." + dtype,
                        dtype,
                        Shape.of(2, 3),
                        counted(dtype.toString().length())))
                .toList();
        SafetensorsWriter.write(file, sources, metadata);
        try (SafetensorsFile read = Safetensors.open(file)) {
            assertThat(read.header().metadata()).containsExactlyEntriesOf(metadata);
            assertThat(read.header().entries().keySet())
                    .containsExactly("layer.int64", "layer.float64", "layer.float32", "layer.int32", "layer.bool");
            for (DType dtype : DType.values()) {
                assertThat(read.header().entries()).hasEntrySatisfying("layer." + dtype, entry -> {
                    assertThat(entry.type().dtype()).isEqualTo(dtype);
                    assertThat(entry.shape()).isEqualTo(Shape.of(2, 3));
                });
                MemorySegment bytes = read.bytes("layer." + dtype);
                assertThat(bytes.byteSize()).isEqualTo(6L * dtype.itemSize());
                assertThat(bytes.get(ValueLayout.JAVA_BYTE, 5))
                        .isEqualTo((byte) (5 + dtype.toString().length()));
            }
        }
    }

    @Test
    void tensorsBiggerThanABufferAreWrittenWhole() {
        Path file = folder.resolve("big.safetensors");
        Shape shape = Shape.of((1 << 20) + 5);
        SafetensorsWriter.write(file, List.of(source("x", DType.BOOL, shape, counted(0))), Map.of());
        try (SafetensorsFile read = Safetensors.open(file)) {
            MemorySegment bytes = read.bytes("x");
            assertThat(bytes.byteSize()).isEqualTo(shape.numel());
            assertThat(IntStream.range(0, (int) shape.numel())
                            .allMatch(i -> bytes.get(ValueLayout.JAVA_BYTE, i) == (byte) i))
                    .isTrue();
        }
    }

    @Test
    void aFileWithoutTensorsIsOne() {
        Path file = folder.resolve("none.safetensors");
        SafetensorsWriter.write(file, List.of(), Map.of());
        try (SafetensorsFile read = Safetensors.open(file)) {
            assertThat(read.header().entries()).isEmpty();
            assertThat(read.header().metadata()).isEmpty();
        }
    }

    @Test
    void emptyTensorsShareAPlace() throws IOException {
        String header = "{\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                + "\"a\":{\"dtype\":\"F64\",\"shape\":[0,7],\"data_offsets\":[0,0]}}";
        try (SafetensorsFile read = Safetensors.open(write(file(header, 0, 0, 0, 0)))) {
            assertThat(read.bytes("a").byteSize()).isZero();
            assertThat(read.bytes("b").byteSize()).isEqualTo(4);
        }
    }

    @Test
    void aFailedWriteLeavesTheOldFile() throws IOException {
        Path file = folder.resolve("model.safetensors");
        Files.writeString(file, "old");
        var source = source("x", DType.BOOL, Shape.of(4), (_, _) -> {
            throw new IllegalStateException("gone");
        });
        assertThatThrownBy(() -> SafetensorsWriter.write(file, List.of(source), Map.of()))
                .hasMessage("gone");
        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("model.safetensors");
    }

    @Test
    void aFolderThatDoesNotExistIsAnError() {
        Path file = folder.resolve("nowhere").resolve("model.safetensors");
        assertThatThrownBy(() -> SafetensorsWriter.write(file, List.of(), Map.of()))
                .isInstanceOf(TensorFileException.class)
                .hasMessageContaining(file + ": it cannot be written");
    }

    @Test
    void namesMustDiffer() {
        var source = source("x", DType.BOOL, Shape.of(1), bytes(1));
        assertThatThrownBy(() -> SafetensorsWriter.write(folder.resolve("f"), List.of(source, source), Map.of()))
                .isInstanceOf(TensorFileException.class)
                .hasMessageContaining("'x'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '@',
            value = {
                "[]                                                                     | the header: it must be an object",
                "{                                                                      | the text ends early at character 1",
                "{} x                                                                   | more text after the value",
                "{\"a\":1}                                                              | tensor 'a': it must be an object",
                "{\"a\":{}}                                                             | it has no member dtype",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}                              | it has no member data_offsets",
                "{\"a\":{\"dtype\":\"U64\",\"shape\":[2],\"data_offsets\":[0,4]}}       | dtype U64 is not supported: it must be one of BOOL, I8, U8,",
                "{\"a\":{\"dtype\":5,\"shape\":[2],\"data_offsets\":[0,4]}}             | dtype of tensor 'a': it must be a string",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}       | bytes 0 to 4 do not hold shape [2] in float32",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}      | negative dimension -1",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}     | 1.5 is no integer",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":\"1\",\"data_offsets\":[0,4]}}     | it must be a list of integers",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}         | data_offsets has 1 numbers",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}      | bytes -4 to 0 do not hold",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[1,5]}}       | begins at byte 1",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}       | it was cut short",
                "{\"a\":{\"dtype\":\"BOOL\",\"shape\":[3],\"data_offsets\":[0,3]}}      | its header tells of 3",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[9223372036854775807],\"data_offsets\":[0,4]}} | do not hold shape",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,4]}} | overflows",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":1} | the member \"a\" comes twice",
                "{\"__metadata__\":{\"k\":1}}                                           | metadata 'k': it must be a string",
                "{\"a\\x\":1}                                                           | an unknown escape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1,],\"data_offsets\":[0,4]}}      | expected a value",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[01],\"data_offsets\":[0,4]}}      | 01 is no integer",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-0],\"data_offsets\":[0,0]}}      | -0 is no integer",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775808],\"data_offsets\":[0,0]}} | 9223372036854775808 is no integer below 2^63",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,8]}}     | data_offsets of tensor 'a': it has more than 2 numbers",
                "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | the member \"dtype\" comes twice",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"x\":1}} | tensor 'a': the format knows no member \"x\"",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | tensors must follow each other without gap or overlap, here at 4",
                "{\"a\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[0,1]},\"b\":{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":[2,4]}} | tensors must follow each other without gap or overlap, here at 1",
                "{\"a\\ud800\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | half of a surrogate pair",
                "{\"a\\u00\uff11\uff11\":1}                                                 | without four hexadecimal digits",
                "{\"__metadata__\":{\"k\":\"1\",\"k\":\"1\"}}                           | the member \"k\" comes twice",
                "{\"__metadata__\":{},\"__metadata__\":{}}                               | the member \"__metadata__\" comes twice",
            })
    void malformedHeadersAreClearErrors(String header, String message) throws IOException {
        Path file = write(file(header, 0, 0, 0, 0));
        assertThatThrownBy(() -> Safetensors.open(file).close())
                .isInstanceOf(TensorFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void deeplyNestedHeadersExhaustNoStack() throws IOException {
        Path file = write(file("{\"a\":{\"shape\":" + "[".repeat(1_000_000)));
        assertThatThrownBy(() -> Safetensors.open(file).close())
                .isInstanceOf(TensorFileException.class)
                .hasMessageContaining("shape of tensor 'a': expected a value: it must be a list of integers");
    }

    @Test
    void aShapeOfManyDimsIsAClearError() throws IOException {
        String ones = "1,".repeat(64) + "1";
        Path file =
                write(file("{\"a\":{\"dtype\":\"F32\",\"shape\":[" + ones + "],\"data_offsets\":[0,4]}}", 0, 0, 0, 0));
        assertThatThrownBy(() -> Safetensors.open(file).close())
                .isInstanceOf(TensorFileException.class)
                .hasMessageContaining("shape of tensor 'a': it has more than 64 numbers");
    }

    @Test
    void aHeaderMustBeginWithABrace() throws IOException {
        assertThatThrownBy(() -> Safetensors.open(write(file(" {}"))).close())
                .isInstanceOf(TensorFileException.class)
                .hasMessageContaining("the header: it must be an object and begin with '{'");
    }

    @Test
    void metadataMayBeNull() throws IOException {
        try (SafetensorsFile read = Safetensors.open(write(file("{\"__metadata__\":null}")))) {
            assertThat(read.metadata()).isEmpty();
        }
    }

    @Test
    void whatCannotBeReadBackIsNotWritten() {
        Path file = folder.resolve("f");
        var half = source("x\ud83d", DType.BOOL, Shape.of(1), bytes(1));
        assertThatThrownBy(() -> SafetensorsWriter.write(file, List.of(half), Map.of()))
                .isInstanceOf(TensorFileException.class)
                .hasMessageContaining("a tensor's name has half of a surrogate pair");
        assertThatThrownBy(() -> SafetensorsWriter.write(file, List.of(), Map.of("k", "\ude00")))
                .isInstanceOf(TensorFileException.class)
                .hasMessageContaining("metadata 'k' has half of a surrogate pair");
        long[] ones = new long[65];
        Arrays.fill(ones, 1);
        var deep = source("x", DType.BOOL, Shape.of(ones), bytes(1));
        assertThatThrownBy(() -> SafetensorsWriter.write(file, List.of(deep), Map.of()))
                .isInstanceOf(TensorFileException.class)
                .hasMessageContaining("it has 65 dims");
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 1000, 100_000_001, Integer.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void aHeaderLongerThanTheFileIsNotAllocated(long length) throws IOException {
        byte[] bytes = ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .array();
        assertThatThrownBy(() -> Safetensors.open(write(bytes)).close())
                .isInstanceOf(TensorFileException.class)
                .hasMessageContaining("a header of " + Long.toUnsignedString(length) + " bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7})
    void tinyFilesAreClearErrors(int size) throws IOException {
        assertThatThrownBy(() -> Safetensors.open(write(new byte[size])).close())
                .isInstanceOf(TensorFileException.class)
                .hasMessageContaining("it has " + size + " bytes");
    }

    @Test
    void missingFilesAndFoldersAreClearErrors() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> Safetensors.open(missing).close())
                .isInstanceOf(TensorFileException.class)
                .hasMessage(missing + ": there is no such file");
        assertThatThrownBy(() -> Safetensors.open(folder).close())
                .isInstanceOf(TensorFileException.class)
                .hasMessageContaining("it is a folder");
    }

    @Test
    void aHeaderThatIsNoUtf8IsAClearError() throws IOException {
        byte[] bytes = file("{}");
        bytes[8] = (byte) 0xff;
        assertThatThrownBy(() -> Safetensors.open(write(bytes)).close())
                .isInstanceOf(TensorFileException.class)
                .hasMessageContaining("no UTF-8");
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("given.safetensors"), bytes);
    }

    private static SafetensorsWriter.Source source(String name, DType dtype, Shape shape, Elements.Content content) {
        return new SafetensorsWriter.Source(name, new Elements(dtype, shape, content));
    }

    private static byte[] file(String header, int... data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(text.length).put(text);
        IntStream.of(data).forEach(b -> buffer.put((byte) b));
        return buffer.array();
    }

    private static String pad(String header) {
        return header + " ".repeat((8 - header.length() % 8) % 8);
    }

    private static Elements.Content bytes(int... data) {
        byte[] bytes = new byte[data.length];
        IntStream.range(0, data.length).forEach(i -> bytes[i] = (byte) data[i]);
        return (position, target) ->
                target.copyFrom(MemorySegment.ofArray(bytes).asSlice(position, target.byteSize()));
    }

    /* Byte i is i plus a start. */
    private static Elements.Content counted(int start) {
        return (position, target) -> {
            for (long i = 0; i < target.byteSize(); i++) {
                target.set(ValueLayout.JAVA_BYTE, i, (byte) (position + i + start));
            }
        };
    }
}
