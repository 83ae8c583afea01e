package dev.vecgrad.io;

import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header of one npy file, of version 1.0, 2.0 or 3.0; every rule it breaks is an exception that names the file.
 *
 * <p>Its text is a literal of Python, a dictionary of three members whose kinds are known, so that nothing in it nests.
 */
final class NpyHeaderReader {
    /** The longest header that is read: NumPy's own limit, for the same reason. */
    static final int MAX_BYTES = 10_000;

    private final String file;
    private @Nullable NpyDescr descr;
    private @Nullable Boolean fortran;
    private @Nullable Shape shape;

    private NpyHeaderReader(String file) {
        this.file = file;
    }

    /**
     * {@return the header that a file begins with; the stream then stands at the elements}
     *
     * @param file its name, for messages
     * @throws TensorFileException if it is malformed or tells of a type that cannot be read
     */
    static NpyHeader read(String file, InputStream in) throws IOException {
        return new NpyHeaderReader(file).read(in);
    }

    private NpyHeader read(InputStream in) throws IOException {
        byte[] start = in.readNBytes(NpyHeader.MAGIC.length + 2);
        if (start.length < NpyHeader.MAGIC.length + 2
                || !Arrays.equals(start, 0, NpyHeader.MAGIC.length, NpyHeader.MAGIC, 0, NpyHeader.MAGIC.length)) {
            throw error("this is no npy file: it must start with 93 'NUMPY' and a version");
        }
        int version = start[NpyHeader.MAGIC.length];
        if (version < 1 || version > 3 || start[NpyHeader.MAGIC.length + 1] != 0) {
            throw error("its version is " + Byte.toUnsignedInt(start[NpyHeader.MAGIC.length]) + "."
                    + Byte.toUnsignedInt(start[NpyHeader.MAGIC.length + 1])
                    + ": versions 1.0, 2.0 and 3.0 of the format can be read");
        }
        byte[] text = text(in, version);
        parse(decode(text, version));
        return header(start.length + lengthBytes(version) + text.length);
    }

    private static int lengthBytes(int version) {
        return version == 1 ? Short.BYTES : Integer.BYTES;
    }

    private byte[] text(InputStream in, int version) throws IOException {
        byte[] length = Arrays.copyOf(in.readNBytes(lengthBytes(version)), Integer.BYTES);
        int bytes = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (bytes < 0 || bytes > MAX_BYTES) {
            throw error("its header has " + Integer.toUnsignedString(bytes) + " bytes: at most " + MAX_BYTES
                    + " are read, as by NumPy");
        }
        byte[] text = in.readNBytes(bytes);
        if (text.length < bytes) {
            throw error("it was cut short: its header has " + bytes + " bytes, but " + text.length + " are there");
        }
        return text;
    }

    private String decode(byte[] text, int version) {
        Charset charset = version < 3 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(text)).toString();
        } catch (CharacterCodingException e) {
            throw new TensorFileException(file + ": its header is no UTF-8 text, which version 3.0 requires", e);
        }
    }

    private void parse(String text) {
        var python = new PythonLiteral(text);
        try {
            python.expect('{');
            boolean closed = python.skip('}');
            while (!closed) {
                member(python, python.string());
                boolean comma = python.skip(',');
                closed = python.skip('}');
                if (!comma && !closed) {
                    throw python.error("expected ',' or '}'");
                }
            }
            python.end();
        } catch (PythonLiteral.LiteralException e) {
            throw new TensorFileException(file + ": its header is malformed: " + e.getMessage(), e);
        }
    }

    private void member(PythonLiteral python, String name) throws PythonLiteral.LiteralException {
        python.expect(':');
        Object known = switch (name) {
            case "descr" -> descr;
            case "fortran_order" -> fortran;
            case "shape" -> shape;
            default -> throw python.error("the format knows no member '" + name + "'");
        };
        if (known != null) {
            throw python.error("the member '" + name + "' comes twice");
        }
        switch (name) {
            case "descr" -> descr = descr(python);
            case "fortran_order" -> fortran = python.truth();
            default -> shape = shape(python.tuple(Elements.MAX_RANK));
        }
    }

    private NpyDescr descr(PythonLiteral python) throws PythonLiteral.LiteralException {
        if (python.isNext('[') || python.isNext('(')) {
            throw error("its elements are structures of several fields: save each field as an array of its own");
        }
        String text = python.string();
        return NpyDescr.parse(text).orElseThrow(() -> error("its dtype '" + text + "' " + NpyDescr.refusal(text)));
    }

    private Shape shape(long[] sizes) {
        try {
            return Shape.of(sizes);
        } catch (ShapeException e) {
            throw new TensorFileException(file + ": " + e.getMessage(), e);
        }
    }

    private NpyHeader header(int bytes) {
        NpyDescr known = present(descr, "descr");
        var header = new NpyHeader(
                known.type(), known.order(), present(fortran, "fortran_order"), present(shape, "shape"), bytes);
        if (header.shape().numel() > Long.MAX_VALUE / header.type().bytes()) {
            throw error("its shape " + header.shape() + " in " + header.type() + " has more than 2^63 bytes");
        }
        return header;
    }

    private <T> T present(@Nullable T member, String name) {
        if (member == null) {
            throw error("its header has no member '" + name + "'");
        }
        return member;
    }

    private TensorFileException error(String rule) {
        return new TensorFileException(file + ": " + rule);
    }
}
