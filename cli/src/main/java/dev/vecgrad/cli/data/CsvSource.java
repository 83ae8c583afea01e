package dev.vecgrad.cli.data;

import dev.vecgrad.data.DataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where CSV text comes from.
 *
 * @param name how messages call it: the file's path, or a shipped data set's name
 * @param opener opens it anew, from its beginning
 */
public record CsvSource(String name, Opener opener) {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int MAX_QUOTED = 60;

    /** Opens a stream of bytes. */
    @FunctionalInterface
    public interface Opener {
        /** {@return the bytes, to be closed by the caller} */
        InputStream open() throws IOException;
    }

    /** {@return the content of a file} */
    public static CsvSource file(Path file) {
        return new CsvSource(file.toString(), () -> openFile(file));
    }

    /** {@return the text, read as UTF-8 without a byte order mark; bytes that are no UTF-8 raise an error} */
    Reader open() throws IOException {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var reader = new BufferedReader(new InputStreamReader(opener.open(), decoder));
        skipByteOrderMark(reader);
        return reader;
    }

    DataException error(String rule) {
        return new DataException(oneLine(name + ": " + rule));
    }

    DataException error(String rule, Exception cause) {
        return new DataException(oneLine(name + ": " + rule), cause);
    }

    /** {@return text of the file as a message quotes it: not longer than a glance takes} */
    static String quoted(String text) {
        return text.length() <= MAX_QUOTED ? "'" + text + "'" : "'" + text.substring(0, MAX_QUOTED) + "...'";
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\R", " ");
    }

    private static InputStream openFile(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a folder");
        }
        return Files.newInputStream(file);
    }

    private static void skipByteOrderMark(Reader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
    }
}
