package dev.vecgrad.tests.stress;

import dev.vecgrad.Tensor;
import dev.vecgrad.cli.train.ModelFile;
import dev.vecgrad.cli.train.ModelSpec;
import dev.vecgrad.core.Generator;
import dev.vecgrad.data.IdxReader;
import dev.vecgrad.data.StandardScaler;
import dev.vecgrad.io.Checkpoint;
import dev.vecgrad.io.Npy;
import dev.vecgrad.io.Npz;
import dev.vecgrad.io.ReadOptions;
import dev.vecgrad.io.Safetensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A kind of file, to be damaged and read.
 *
 * @param name of the kind
 * @param good what is damaged
 * @param repair puts right after the damage what else would hide all of it: lengths and checksums
 * @param reader reads it
 */
record FileKind(String name, byte[] good, UnaryOperator<byte[]> repair, Consumer<Path> reader) {
    private static final ReadOptions WIDE = ReadOptions.DEFAULT.widen(true);
    private static final int HEADER_LENGTH = 8;

    /** {@return all kinds; numbers of repairs come from {@code random}} */
    static List<FileKind> all(Path folder, Random random) throws IOException {
        Tensor floats = Tensor.arange(24).div(8).view(2, 3, 4);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("floats", floats);
        tensors.put("longs", Tensor.arange(5));
        tensors.put("truths", Tensor.of(true, false));
        tensors.put("none", Tensor.zeros(0, 3));
        Path file = folder.resolve("good");

        Npy.save(file, floats);
        byte[] npy = Files.readAllBytes(file);
        Npy.save(file, Tensor.arange(1000).view(10, 100).t());
        byte[] fortran = Files.readAllBytes(file);
        Npz.save(file, tensors);
        byte[] npz = Files.readAllBytes(file);
        Npz.saveCompressed(file, tensors);
        byte[] compressed = Files.readAllBytes(file);
        Safetensors.save(file, tensors, Map.of("note", "a \"b\" \\ c", "é", ""));
        byte[] safetensors = Files.readAllBytes(file);
        new Checkpoint()
                .put("model", tensors)
                .put("generator", Generator.pytorch(1))
                .put("training", Map.of("epoch", 3, "loss", 0.25, "data", "digits", "done", true))
                .save(file);
        byte[] checkpoint = Files.readAllBytes(file);
        ModelSpec spec = ModelSpec.parse("mlp:7,3");
        var scaler = new StandardScaler(new double[] {0.5, 2}, new double[] {1, 3});
        new ModelFile(spec, List.of("a", "b"), List.of("x", "y"), scaler, spec.build(2, 2)).save(file, 7);
        byte[] model = Files.readAllBytes(file);
        byte[] idx = idx();

        return List.of(
                new FileKind("npy", npy, UnaryOperator.identity(), path -> Npy.load(path, WIDE)),
                new FileKind("npy in Fortran order", fortran, UnaryOperator.identity(), path -> rows(path)),
                new FileKind("npz", npz, UnaryOperator.identity(), path -> Npz.load(path, WIDE)),
                new FileKind("npz, compressed", compressed, UnaryOperator.identity(), path -> Npz.load(path, WIDE)),
                new FileKind("npy in an npz", npy, bytes -> zipped(bytes, random), path -> Npz.load(path, WIDE)),
                new FileKind(
                        "zeros in an npz", new byte[20_000], bytes -> zipped(bytes, random), path -> Npz.load(path)),
                new FileKind(
                        "safetensors", safetensors, UnaryOperator.identity(), path -> Safetensors.load(path, WIDE)),
                new FileKind(
                        "safetensors' header", safetensors, FileKind::withLength, path -> Safetensors.load(path, WIDE)),
                new FileKind("checkpoint", checkpoint, FileKind::withLength, FileKind::resume),
                new FileKind("idx", idx, UnaryOperator.identity(), IdxReader::read),
                new FileKind("idx.gz", gzip(idx), UnaryOperator.identity(), IdxReader::read),
                new FileKind("idx in a gz", idx, FileKind::gzip, IdxReader::read),
                new FileKind("model", model, FileKind::withLength, ModelFile::load));
    }

    private static void rows(Path path) {
        try (var file = Npy.open(path)) {
            if (file.shape().rank() > 0 && file.shape().size(0) > 1) {
                Tensor _ = file.rows(1, file.shape().size(0) / 2);
            }
        }
    }

    private static void resume(Path path) {
        Checkpoint checkpoint = Checkpoint.load(path);
        checkpoint.restore("generator", Generator.pytorch(0));
        checkpoint.integer("training", "epoch");
    }

    private static byte[] idx() {
        ByteBuffer idx = ByteBuffer.allocate(16 + 5 * 4 * 3);
        idx.putInt(0x0803).putInt(5).putInt(4).putInt(3);
        while (idx.hasRemaining()) {
            idx.put((byte) idx.position());
        }
        return idx.array();
    }

    private static byte[] gzip(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    /** Sets the length of a safetensors header to where the data seems to begin. */
    private static byte[] withLength(byte[] bytes) {
        int end = 0;
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == '}' && (bytes[i + 1] == '}' || bytes[i + 1] == ' ')) {
                end = i + 2;
            }
        }
        while (end > 0 && end < bytes.length && bytes[end] == ' ') {
            end++;
        }
        if (end <= HEADER_LENGTH) {
            return bytes;
        }
        byte[] repaired = bytes.clone();
        ByteBuffer.wrap(repaired).order(ByteOrder.LITTLE_ENDIAN).putLong(end - HEADER_LENGTH);
        return repaired;
    }

    /** Packs damaged bytes as an array, stored or compressed, under a right checksum; sometimes the size in the directory lies. */
    private static byte[] zipped(byte[] npy, Random random) {
        var out = new ByteArrayOutputStream();
        var entry = new ZipEntry("x.npy");
        if (random.nextBoolean()) {
            var crc = new CRC32();
            crc.update(npy);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(npy.length);
            entry.setCrc(crc.getValue());
        }
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(entry);
            zip.write(npy);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        byte[] bytes = out.toByteArray();
        if (random.nextInt(3) == 0) {
            int directory = bytes.length - 22 - 46 - "x.npy".length();
            int[] sizes = {0, npy.length - 1, npy.length + 1, 1 << 20, Integer.MAX_VALUE, -2};
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(directory + 24, sizes[random.nextInt(sizes.length)]);
        }
        return bytes;
    }
}
