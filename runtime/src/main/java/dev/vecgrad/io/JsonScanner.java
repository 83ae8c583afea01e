package dev.vecgrad.io;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Goes through a JSON text (RFC 8259) whose structure the caller knows, and keeps nothing of it: what a hostile text makes it
 * allocate is less than a small multiple of its length. Strict; strings must be Unicode without lone surrogates.
 */
final class JsonScanner {
    /** A text that is no JSON, or not of the structure that was asked for; the message tells the position. */
    static final class JsonException extends Exception {
        private static final long serialVersionUID = 1L;

        JsonException(String message) {
            super(message);
        }
    }

    /** What reads one member of an object, its value at the scanner's place. */
    @FunctionalInterface
    interface Member {
        void read(String name) throws JsonException;
    }

    private static final int EXCERPT = 40;

    private final String text;
    private int at;

    JsonScanner(String text) {
        this.text = text;
    }

    /** Checks that nothing but space follows. */
    void end() throws JsonException {
        skipSpace();
        if (at != text.length()) {
            throw error("more text after the value");
        }
    }

    /** Reads an object; {@code what} is one, for the message. */
    void members(String what, Member reader) throws JsonException {
        begin('{', what + ": it must be an object");
        if (isEnd('}')) {
            return;
        }
        do {
            skipSpace();
            expect('"');
            String name = restOfString();
            skipSpace();
            expect(':');
            reader.read(name);
        } while (isMore('}'));
    }

    /** {@return whether the value is null, which is then behind} */
    boolean isNull() {
        skipSpace();
        boolean is = text.startsWith("null", at);
        at += is ? "null".length() : 0;
        return is;
    }

    /** {@return a string; {@code what} is one, for the message} */
    String string(String what) throws JsonException {
        begin('"', what + ": it must be a string");
        return restOfString();
    }

    /** {@return a list of whole numbers, at most {@code most}; {@code what} is one, for the message} */
    long[] integers(String what, int most) throws JsonException {
        begin('[', what + ": it must be a list of integers");
        long[] values = new long[4];
        int count = 0;
        if (isEnd(']')) {
            return new long[0];
        }
        do {
            if (count == most) {
                throw error(what + ": it has more than " + most + " numbers");
            }
            values = count < values.length ? values : Arrays.copyOf(values, 2 * count);
            values[count++] = integer(what);
        } while (isMore(']'));
        return Arrays.copyOf(values, count);
    }

    private long integer(String what) throws JsonException {
        skipSpace();
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String literal = text.substring(start, at);
        if (literal.isEmpty()) {
            peek();
            throw error(what + ": expected a value: it must be a list of integers");
        }
        if (!literal.matches("0|-?[1-9][0-9]{0,18}")) {
            throw error(what + ": " + excerpt(literal) + " is no integer below 2^63");
        }
        try {
            return Long.parseLong(literal);
        } catch (NumberFormatException _) {
            throw error(what + ": " + literal + " is no integer below 2^63");
        }
    }

    private static String excerpt(String literal) {
        return literal.length() <= EXCERPT ? literal : literal.substring(0, EXCERPT) + "...";
    }

    private String restOfString() throws JsonException {
        var out = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            if (c < ' ') {
                throw error("a control character in a string");
            }
            out.append(c == '\\' ? escaped() : c);
        }
        checkSurrogates(out);
        return out.toString();
    }

    private void checkSurrogates(CharSequence string) throws JsonException {
        if (string.codePoints().anyMatch(c -> Character.MIN_SURROGATE <= c && c <= Character.MAX_SURROGATE)) {
            throw error("a string with half of a surrogate pair");
        }
    }

    private char escaped() throws JsonException {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> codeUnit();
            default -> throw error("an unknown escape \\" + c);
        };
    }

    private char codeUnit() throws JsonException {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            char digit = next();
            if (!HexFormat.isHexDigit(digit)) {
                throw error("an escape \\u without four hexadecimal digits");
            }
            unit = unit << 4 | HexFormat.fromHexDigit(digit);
        }
        return (char) unit;
    }

    private void begin(char first, String message) throws JsonException {
        skipSpace();
        if (peek() != first) {
            throw error(message);
        }
        at++;
    }

    private boolean isEnd(char end) throws JsonException {
        skipSpace();
        boolean is = peek() == end;
        at += is ? 1 : 0;
        return is;
    }

    private boolean isMore(char end) throws JsonException {
        skipSpace();
        char c = peek();
        if (c != ',' && c != end) {
            throw error("expected ',' or '" + end + "'");
        }
        at++;
        return c == ',';
    }

    private void skipSpace() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() throws JsonException {
        if (at == text.length()) {
            throw error("the text ends early");
        }
        return text.charAt(at);
    }

    private char next() throws JsonException {
        char c = peek();
        at++;
        return c;
    }

    private void expect(char expected) throws JsonException {
        if (peek() != expected) {
            throw error("expected '" + expected + "'");
        }
        at++;
    }

    /** {@return an exception that tells this and the place} */
    JsonException error(String message) {
        return new JsonException(message + " at character " + at);
    }
}
