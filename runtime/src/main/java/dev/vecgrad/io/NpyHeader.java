package dev.vecgrad.io;

import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What stands before the elements of an npy file.
 *
 * @param type the elements' type
 * @param order their byte order
 * @param fortran whether the first dim's index moves fastest
 * @param shape the sizes
 * @param bytes how many bytes it takes
 */
record NpyHeader(ElementType type, ByteOrder order, boolean fortran, Shape shape, int bytes) {
    /** What every file begins with. */
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    private static final int ALIGNMENT = 64;
    private static final int LENGTH_AT = MAGIC.length + 2;
    private static final int TEXT_AT = LENGTH_AT + 2;
    /* NumPy leaves space for the size along which an array may grow. */
    private static final int SPACE_TO_GROW = 21;

    /** {@return the size of the elements in bytes} */
    long dataBytes() {
        return Math.multiplyExact(shape.numel(), (long) type.bytes());
    }

    /** {@return the header that numpy.save writes: version 1.0, padded to a multiple of 64 bytes} */
    static byte[] encode(DType dtype, Shape shape, boolean fortran) {
        String text = "{'descr': '" + descr(dtype) + "', 'fortran_order': " + (fortran ? "True" : "False")
                + ", 'shape': " + tuple(shape) + ", }";
        if (shape.rank() > 0) {
            long growing = shape.size(fortran ? shape.rank() - 1 : 0);
            text += " ".repeat(SPACE_TO_GROW - Long.toString(growing).length());
        }
        int used = TEXT_AT + text.length() + 1;
        byte[] header = new byte[used + ALIGNMENT - used % ALIGNMENT];
        Arrays.fill(header, (byte) ' ');
        System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
        header[MAGIC.length] = 1;
        header[MAGIC.length + 1] = 0;
        int length = header.length - TEXT_AT;
        header[LENGTH_AT] = (byte) length;
        header[LENGTH_AT + 1] = (byte) (length >> 8);
        System.arraycopy(text.getBytes(StandardCharsets.ISO_8859_1), 0, header, TEXT_AT, text.length());
        header[header.length - 1] = '\n';
        return header;
    }

    private static String descr(DType dtype) {
        return switch (dtype) {
            case BOOL -> "|b1";
            case INT32 -> "<i4";
            case INT64 -> "<i8";
            case FLOAT32 -> "<f4";
            case FLOAT64 -> "<f8";
        };
    }

    private static String tuple(Shape shape) {
        String sizes = Arrays.stream(shape.toArray()).mapToObj(Long::toString).collect(Collectors.joining(", "));
        return "(" + sizes + (shape.rank() == 1 ? ",)" : ")");
    }
}
