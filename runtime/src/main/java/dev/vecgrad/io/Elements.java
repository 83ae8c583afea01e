package dev.vecgrad.io;

import dev.vecgrad.Tensor;
import dev.vecgrad.core.Arithmetic;
import dev.vecgrad.core.Value;
import dev.vecgrad.exec.HostTransfer;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Elements to write to a file: row-major and little-endian.
 *
 * @param dtype their dtype
 * @param shape the sizes
 * @param content where their bytes come from
 */
record Elements(DType dtype, Shape shape, Content content) {
    /** A sequence of bytes that is read in pieces. */
    @FunctionalInterface
    interface Content {
        /** Fills {@code target} with the bytes from {@code position} on. */
        void read(long position, MemorySegment target);
    }

    /** The most dims a tensor in a file may have: NumPy's limit. */
    static final int MAX_RANK = 64;

    private static final int CHUNK_BYTES = 1 << 20;

    /** {@return a tensor's elements, which are not copied before they are written if they stand in row-major order} */
    static Elements of(Tensor tensor) {
        Value dense = Arithmetic.contiguous(tensor.detach().value());
        long start = dense.offset() * dense.dtype().itemSize();
        return new Elements(
                dense.dtype(),
                dense.shape(),
                (position, target) -> HostTransfer.read(dense.storage(), start + position, target));
    }

    /** {@return their size in bytes} */
    long bytes() {
        return shape.numel() * dtype.itemSize();
    }

    /** Writes them all. */
    void writeTo(WritableByteChannel channel) throws IOException {
        byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, bytes())];
        for (long position = 0; position < bytes(); position += chunk.length) {
            int count = (int) Math.min(chunk.length, bytes() - position);
            content.read(position, MemorySegment.ofArray(chunk).asSlice(0, count));
            writeFully(channel, ByteBuffer.wrap(chunk, 0, count));
        }
    }

    /** Checks that a text can be written: that it is Unicode. */
    static void checkText(Path file, String what, String text) {
        try {
            ByteBuffer _ = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new TensorFileException(file + ": " + what + " has half of a surrogate pair: it must be Unicode", e);
        }
    }

    /** Writes all that remains. */
    static void writeFully(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int _ = channel.write(bytes);
        }
    }
}
