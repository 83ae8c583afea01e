package dev.vecgrad.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxReaderTest {
    @TempDir
    Path folder;

    @Test
    void plainAndCompressedFilesReadAlike() throws IOException {
        byte[] bytes = idx(new int[] {2, 1, 3}, 0, 1, 127, 128, 254, 255);
        for (byte[] content : new byte[][] {bytes, gzip(bytes)}) {
            IdxArray array = IdxReader.read(file(content));
            assertThat(array.dims()).containsExactly(2, 1, 3);
            assertThat(array.size()).isEqualTo(2);
            assertThat(array.itemSize()).isEqualTo(3);
            assertThat(array.toInts()).containsExactly(0, 1, 127, 128, 254, 255);
            assertThat(array.toUnitFloats()).containsExactly(0, 1 / 255f, 127 / 255f, 128 / 255f, 254 / 255f, 1);
        }
    }

    @Test
    void aFileWithoutItemsIsEmptyNotWrong() throws IOException {
        assertThat(IdxReader.read(file(idx(new int[] {0, 28, 28}))).values()).isEmpty();
    }

    @Test
    void emptyAndTruncatedFilesAreErrors() throws IOException {
        byte[] whole = idx(new int[] {4}, 1, 2, 3, 4);
        assertFails(new byte[0], "the file is empty");
        assertFails(gzip(new byte[0]), "the file is empty");
        assertFails(Arrays.copyOf(whole, 3), "a header has at least 4 bytes, but there are 3");
        assertFails(Arrays.copyOf(whole, 6), "1 dims take 4 bytes, but there are 2");
        assertFails(Arrays.copyOf(whole, 11), "its header [4] promises 4 values, but there are 3");
        assertFails(gzip(Arrays.copyOf(whole, 11)), "promises 4 values, but there are 3");
        byte[] compressed = gzip(whole);
        for (int length = 2; length < compressed.length; length++) {
            assertFails(Arrays.copyOf(compressed, length), "the file is truncated");
        }
    }

    @Test
    void dataAfterTheEndIsAnError() throws IOException {
        byte[] whole = idx(new int[] {2}, 1, 2);
        String rule = "there is data after the 2 values";
        assertFails(join(whole, new byte[1]), rule);
        assertFails(gzip(join(whole, new byte[1])), rule);
        assertFails(join(gzip(whole), new byte[1]), rule);
        assertFails(join(gzip(whole), new byte[100]), rule);
        assertFails(join(gzip(whole), gzip(whole)), rule);
    }

    @Test
    void damagedCompressionIsAnError() throws IOException {
        byte[] compressed = gzip(idx(new int[] {2}, 1, 2));
        compressed[compressed.length - 6] ^= 1;
        assertFails(compressed, "the compressed data is damaged");
    }

    @Test
    void anotherFormatOrTypeIsAnError() throws IOException {
        assertFails(
                "P6 28 28 255".getBytes(StandardCharsets.US_ASCII), "this is no IDX file: it must start with 00 00");
        assertFails(new byte[] {0, 0, 8, 0}, "number of dims (1 to 8), but starts with 00 00 08 00");
        assertFails(new byte[] {0, 0, 8, 100}, "this is no IDX file");
        assertFails(
                new byte[] {0, 0, 0x0d, 1, 0, 0, 0, 1, 0, 0, 0, 0},
                "only unsigned bytes (type 08) can be read, but the type is 0d");
    }

    @Test
    void dimsBeyondAnArrayAreErrorsAndNothingIsAllocatedForThem() throws IOException {
        assertFails(idx(new int[] {-1}), "a dim must be from 0 to 2147483647, but the header says 4294967295");
        assertFails(idx(new int[] {65536, 65536}), "more than 2147483639 values");
        assertFails(idx(new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, 4}), "more than 2147483639 values");
        assertFails(idx(new int[] {0, 65536, 65536}), "more than 2147483639 values");
        assertFails(idx(new int[] {2_000_000_000}, 7), "promises 2000000000 values, but there are 1");
        assertFails(gzip(idx(new int[] {2_000_000_000}, 7)), "promises 2000000000 values, but there are 1");
    }

    @Test
    void aMissingFileOrAFolderIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> IdxReader.read(folder.resolve("none")))
                .isInstanceOf(DataException.class)
                .hasMessage(folder.resolve("none") + ": there is no such file");
        assertThatThrownBy(() -> IdxReader.read(folder))
                .isInstanceOf(DataException.class)
                .hasMessage(folder + ": cannot be read: it is a folder");
    }

    private void assertFails(byte[] content, String message) throws IOException {
        Path file = file(content);
        assertThatThrownBy(() -> IdxReader.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message);
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("data"), content);
    }

    static byte[] idx(int[] dims, int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * dims.length + values.length);
        bytes.put(new byte[] {0, 0, 8, (byte) dims.length});
        for (int dim : dims) {
            bytes.putInt(dim);
        }
        for (int value : values) {
            bytes.put((byte) value);
        }
        return bytes.array();
    }

    static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }
}
