package dev.vecgrad.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads IDX files of unsigned bytes, plain or compressed by gzip (told apart by content, not by name).
 *
 * <p>The format: two zero bytes, the type (0x08), the number of dims, each dim as a big-endian int32, and the values in
 * row-major order. What a header promises is never allocated before the file has delivered it.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
 */
public final class IdxReader {
    private static final int UNSIGNED_BYTE = 0x08;
    private static final int MAX_DIMS = 8;
    private static final int MAX_VALUES = Integer.MAX_VALUE - 8;
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final InputStream in;

    private IdxReader(Path file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /**
     * Reads a whole file.
     *
     * @throws DataException if it cannot be read or breaks a rule of the format; the message names both
     */
    public static IdxArray read(Path file) {
        try (InputStream in = open(file)) {
            return new IdxReader(file, in).read();
        } catch (NoSuchFileException e) {
            throw error(file, "there is no such file", e);
        } catch (EOFException e) {
            throw error(file, "the file is truncated: its compressed data ends too early", e);
        } catch (ZipException e) {
            throw error(file, "the compressed data is damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw error(file, "cannot be read: " + e.getMessage(), e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a folder");
        }
        var in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        in.mark(2);
        boolean compressed = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return compressed ? new StrictGzip(in) : in;
    }

    private IdxArray read() throws IOException {
        int[] dims = readDims(readDimCount());
        int count = valueCount(dims);
        byte[] values = in.readNBytes(count);
        if (values.length < count) {
            throw error("the file is truncated: its header " + Arrays.toString(dims) + " promises " + count
                    + " values, but there are " + values.length);
        }
        if (in.read() >= 0 || (in instanceof StrictGzip gzip && gzip.isFollowedByMore())) {
            throw error("there is data after the " + count + " values that the header " + Arrays.toString(dims)
                    + " promises");
        }
        return new IdxArray(dims, values);
    }

    private int readDimCount() throws IOException {
        byte[] magic = in.readNBytes(4);
        if (magic.length == 0) {
            throw error("the file is empty");
        }
        if (magic.length < 4) {
            throw error("the file is truncated: a header has at least 4 bytes, but there are " + magic.length);
        }
        if (magic[0] != 0 || magic[1] != 0 || magic[3] < 1 || magic[3] > MAX_DIMS) {
            throw error("this is no IDX file: it must start with 00 00, the type and the number of dims (1 to "
                    + MAX_DIMS
                    + "), but starts with %02x %02x %02x %02x".formatted(magic[0], magic[1], magic[2], magic[3]));
        }
        if (magic[2] != UNSIGNED_BYTE) {
            throw error("only unsigned bytes (type 08) can be read, but the type is %02x".formatted(magic[2]));
        }
        return magic[3];
    }

    private int[] readDims(int dimCount) throws IOException {
        byte[] header = in.readNBytes(dimCount * Integer.BYTES);
        if (header.length < dimCount * Integer.BYTES) {
            throw error("the file is truncated: " + dimCount + " dims take " + dimCount * Integer.BYTES
                    + " bytes, but there are " + header.length);
        }
        int[] dims = new int[dimCount];
        ByteBuffer.wrap(header).asIntBuffer().get(dims);
        return dims;
    }

    private int valueCount(int[] dims) {
        long count = 1;
        boolean empty = false;
        for (int dim : dims) {
            if (dim < 0) {
                throw error("a dim must be from 0 to 2147483647, but the header says " + Integer.toUnsignedString(dim));
            }
            empty |= dim == 0;
            count *= Math.max(dim, 1);
            if (count > MAX_VALUES) {
                throw error("the dims " + Arrays.toString(dims) + " give more than " + MAX_VALUES
                        + " values, the most one array can hold");
            }
        }
        return empty ? 0 : (int) count;
    }

    private DataException error(String rule) {
        return new DataException(file + ": " + rule);
    }

    private static DataException error(Path file, String rule, Exception cause) {
        return new DataException(file + ": " + rule, cause);
    }

    /** A gzip stream that can tell whether bytes follow its end, which the JDK's one skips silently. */
    private static final class StrictGzip extends GZIPInputStream {
        private static final int TRAILER_BYTES = 8;

        StrictGzip(InputStream in) throws IOException {
            super(in, BUFFER);
        }

        boolean isFollowedByMore() throws IOException {
            return inf.getRemaining() > TRAILER_BYTES || in.read() >= 0;
        }
    }
}
