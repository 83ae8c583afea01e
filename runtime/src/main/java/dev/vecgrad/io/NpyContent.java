package dev.vecgrad.io;

import dev.vecgrad.Tensor;
import dev.vecgrad.type.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * What an npy file of a tensor consists of.
 *
 * @param header its first bytes
 * @param elements what follows
 */
record NpyContent(byte[] header, Elements elements) {
    /** {@return a tensor's file, in the order of dims that NumPy chooses} */
    static NpyContent of(String name, Tensor tensor) {
        Shape shape = tensor.shape();
        if (shape.rank() > Elements.MAX_RANK) {
            throw new TensorFileException(
                    name + ": the tensor has " + shape.rank() + " dims: NumPy has at most " + Elements.MAX_RANK);
        }
        Tensor plain = tensor.detach();
        boolean fortran =
                !plain.value().isContiguous() && transposed(plain).value().isContiguous();
        Elements elements = Elements.of(fortran ? transposed(plain) : plain);
        return new NpyContent(NpyHeader.encode(tensor.dtype(), shape, fortran), elements);
    }

    private static Tensor transposed(Tensor tensor) {
        int rank = tensor.shape().rank();
        int[] dims = new int[rank];
        for (int d = 0; d < rank; d++) {
            dims[d] = rank - 1 - d;
        }
        return tensor.permute(dims);
    }

    /** {@return its size} */
    long bytes() {
        return header.length + elements.bytes();
    }

    /** Writes all of it. */
    void writeTo(WritableByteChannel channel) throws IOException {
        Elements.writeFully(channel, ByteBuffer.wrap(header));
        elements.writeTo(channel);
    }
}
