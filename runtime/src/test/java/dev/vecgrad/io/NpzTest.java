package dev.vecgrad.io;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.DType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside files that NumPy wrote, see tests/golden/numpy_files.py. */
class NpzTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"stored.npz", "deflated.npz"})
    void archivesOfNumPyAreRead(String name) {
        SequencedMap<String, Tensor> read = Npz.load(GoldenPath.of(name));
        assertThat(read.keySet()).containsExactly("weight", "steps", "zeros", "é");
        assertThat(requireNonNull(read.get("weight")).toFloatArray())
                .containsExactly(-0.875f, -0.5f, -0.125f, 0.25f, 0.625f, 1);
        assertThat(read.get("weight").shape().toArray()).containsExactly(2, 3);
        assertThat(requireNonNull(read.get("steps")).toLongArray()).containsExactly(-7, -4, -1, 2);
        assertThat(requireNonNull(read.get("zeros")).toDoubleArray()).isEqualTo(new double[10_000]);
        assertThat(requireNonNull(read.get("é")).dtype()).isEqualTo(DType.BOOL);
        assertThat(read.get("é").shape().rank()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsWrittenIsReadAndAlwaysTheSame(boolean compressed) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("b", Tensor.arange(0, 300_000, 1, DType.FLOAT32).view(3, 100_000));
        tensors.put("a/ü", Tensor.of(true));
        tensors.put("", Tensor.zeros(0, 2));
        tensors.put("t", Tensor.arange(6).view(2, 3).t());
        Path first = folder.resolve("first.npz");
        Path second = folder.resolve("second.npz");
        for (Path file : new Path[] {first, second}) {
            if (compressed) {
                Npz.saveCompressed(file, tensors);
            } else {
                Npz.save(file, tensors);
            }
        }
        assertThat(second).hasSameBinaryContentAs(first);
        SequencedMap<String, Tensor> read = Npz.load(first);
        assertThat(read.keySet()).containsExactlyElementsOf(tensors.keySet());
        read.forEach((name, tensor) -> {
            assertThat(tensor.shape())
                    .isEqualTo(requireNonNull(tensors.get(name)).shape());
            assertThat(tensor.dtype()).isEqualTo(tensors.get(name).dtype());
            assertThat(tensor.eq(tensors.get(name)).all().toBooleanArray()).containsExactly(true);
        });
        assertThat(Files.size(first) < 1_200_000).isEqualTo(compressed);
    }

    @Test
    void singleArraysAreTakenFromAnOpenFile() {
        Path golden = GoldenPath.of("stored.npz");
        try (NpzFile file = Npz.open(golden)) {
            assertThat(file.names()).containsExactly("weight", "steps", "zeros", "é");
            assertThat(file.load("steps").toLongArray()).containsExactly(-7, -4, -1, 2);
            assertThatThrownBy(() -> file.load("bias"))
                    .isInstanceOf(TensorFileException.class)
                    .hasMessage(golden + ": there is no array 'bias': 4 arrays are in the file");
        }
    }

    @Test
    void otherEntriesArePassedOver() throws IOException {
        Path file = folder.resolve("mixed.npz");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("README"));
            zip.write(1);
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(Files.readAllBytes(GoldenPath.of("int32-5.npy")));
        }
        assertThat(Npz.load(file).keySet()).containsExactly("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stored.npz", "deflated.npz"})
    void aDamagedArrayIsAClearError(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(GoldenPath.of(name));
        Path file = folder.resolve(name);
        int content = 30 + "weight.npy".length() + 20;
        for (int at = content; at < content + 60; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 4;
            Files.write(file, damaged);
            assertThatThrownBy(() -> Npz.load(file))
                    .as("byte %d", at)
                    .isInstanceOf(TensorFileException.class)
                    .hasMessageStartingWith(file.toString())
                    .hasMessageContaining("weight");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stored.npz", "deflated.npz"})
    void aFileThatWasCutShortIsAClearError(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(GoldenPath.of(name));
        Path file = folder.resolve(name);
        for (int size = 0; size < bytes.length; size += 1 + size / 50) {
            Files.write(file, Arrays.copyOf(bytes, size));
            assertThatThrownBy(() -> Npz.load(file))
                    .isInstanceOf(TensorFileException.class)
                    .hasMessageContaining("this is no zip archive, as npz files are, or it was cut short");
        }
    }

    @Test
    void theLargeFormOfADirectoryIsRead() throws IOException {
        byte[] npy = Files.readAllBytes(GoldenPath.of("int32-5.npy"));
        Path file = Files.write(folder.resolve("large.npz"), large(npy, npy.length, 3));
        assertThat(requireNonNull(Npz.load(file).get("x")).toIntArray()).containsExactly(-7, -4, -1, 2, 5);
        Files.write(file, large(npy, npy.length, 2));
        assertThatThrownBy(() -> Npz.load(file)).hasMessageContaining("entry 'x.npy': its zip64 field is too short");
        Files.write(file, large(npy, Long.MAX_VALUE, 3));
        assertThatThrownBy(() -> Npz.load(file))
                .isInstanceOf(TensorFileException.class)
                .hasMessageContaining("entry 'x.npy': it is not compressed and has 148 bytes: the directory tells of "
                        + Long.MAX_VALUE);
    }

    /* A zip64 archive with one entry that is not compressed. */
    private static byte[] large(byte[] npy, long size, int fields) {
        var crc = new CRC32();
        crc.update(npy);
        ByteBuffer out = ByteBuffer.allocate(1000 + npy.length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0x04034b50)
                .putShort((short) 45)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(0);
        out.putInt((int) crc.getValue())
                .putInt(-1)
                .putInt(-1)
                .putShort((short) 5)
                .putShort((short) 20);
        out.put("x.npy".getBytes(US_ASCII))
                .putShort((short) 1)
                .putShort((short) 16)
                .putLong(size)
                .putLong(npy.length);
        out.put(npy);
        int directory = out.position();
        out.putInt(0x02014b50)
                .putShort((short) 45)
                .putShort((short) 45)
                .putShort((short) 0)
                .putShort((short) 0);
        out.putInt(0).putInt((int) crc.getValue()).putInt(-1).putInt(-1).putShort((short) 5);
        out.putShort((short) (4 + 4 + 8 * fields))
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0);
        out.putInt(0).putInt(-1).put("x.npy".getBytes(US_ASCII));
        out.putShort((short) 0x5455).putShort((short) 0);
        out.putShort((short) 1).putShort((short) (8 * fields)).putLong(size).putLong(npy.length);
        if (fields == 3) {
            out.putLong(0);
        }
        int end = out.position();
        out.putInt(0x06064b50)
                .putLong(44)
                .putShort((short) 45)
                .putShort((short) 45)
                .putInt(0)
                .putInt(0);
        out.putLong(1).putLong(1).putLong(end - directory).putLong(directory);
        out.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
        out.putInt(0x06054b50)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) -1)
                .putShort((short) -1);
        out.putInt(-1).putInt(-1).putShort((short) 0);
        return Arrays.copyOf(out.array(), out.position());
    }

    /** An archive whose directory lies about the size of what is compressed. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 147, 149, 100_000, Integer.MAX_VALUE, 0xfffffffeL})
    void aSizeThatLiesIsAClearError(long size) throws IOException {
        byte[] npy = Files.readAllBytes(GoldenPath.of("int32-5.npy"));
        byte[] bytes = deflated("x.npy", npy);
        int directory = bytes.length - 22 - 46 - "x.npy".length();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 24, (int) size);
        Path file = Files.write(folder.resolve("lie.npz"), bytes);
        assertThatThrownBy(() -> Npz.load(file))
                .isInstanceOf(TensorFileException.class)
                .hasMessageContaining("'x");
    }

    @Test
    void entriesThatOverlapOrShareANameAreClearErrors() throws IOException {
        byte[] npy = Files.readAllBytes(GoldenPath.of("int32-5.npy"));
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (String name : new String[] {"x.npy", "y.npy"}) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(npy);
            }
        }
        byte[] bytes = out.toByteArray();
        int second = bytes.length - 22 - 46 - 5;
        byte[] twins = bytes.clone();
        twins[second + 46] = 'x';
        Path file = Files.write(folder.resolve("twins.npz"), twins);
        assertThatThrownBy(() -> Npz.open(file).close()).hasMessageContaining("two entries have the name 'x.npy'");
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(second + 42, 0);
        Files.write(file, bytes);
        assertThatThrownBy(() -> Npz.open(file).close()).hasMessageContaining("where the next thing begins");
    }

    @Test
    void encryptedAndOtherwiseCompressedEntriesAreClearErrors() throws IOException {
        byte[] bytes = deflated("x.npy", Files.readAllBytes(GoldenPath.of("int32-5.npy")));
        int directory = bytes.length - 22 - 46 - "x.npy".length();
        Path file = folder.resolve("other.npz");
        byte[] lzma = bytes.clone();
        lzma[directory + 10] = 14;
        Files.write(file, lzma);
        assertThatThrownBy(() -> Npz.load(file)).hasMessageContaining("its compression has the number 14");
        bytes[directory + 8] |= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> Npz.load(file)).hasMessageContaining("it is encrypted");
    }

    private static byte[] deflated(String name, byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return out.toByteArray();
    }
}
