package dev.vecgrad.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON (RFC 8259) into {@link JsonValue}s. Strict; an object may not name a member twice, and values nest at most
 * {@value #MAX_DEPTH} deep, so that no text exhausts the stack.
 */
final class JsonReader {
    /** A text that is no JSON; the message tells the position. */
    static final class JsonException extends Exception {
        private static final long serialVersionUID = 1L;

        JsonException(String message) {
            super(message);
        }
    }

    private static final int MAX_DEPTH = 64;
    private static final Pattern NUMERAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern WORD = Pattern.compile("true|false|null");

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /** {@return the value that the whole text is} */
    static JsonValue read(String text) throws JsonException {
        var reader = new JsonReader(text);
        JsonValue value = reader.value(0);
        if (reader.at != text.length()) {
            throw reader.error("more text after the value");
        }
        return value;
    }

    private JsonValue value(int depth) throws JsonException {
        if (depth > MAX_DEPTH) {
            throw error("values nest deeper than " + MAX_DEPTH);
        }
        skipSpace();
        JsonValue value = switch (peek()) {
            case '{' -> members(depth);
            case '[' -> items(depth);
            case '"' -> new JsonValue.Text(string());
            case 't', 'f', 'n' -> new JsonValue.Word(match(WORD, "true, false or null"));
            default -> new JsonValue.Numeral(match(NUMERAL, "a value"));
        };
        skipSpace();
        return value;
    }

    private JsonValue members(int depth) throws JsonException {
        SequencedMap<String, JsonValue> values = new LinkedHashMap<>();
        expect('{');
        skipSpace();
        if (peek() == '}') {
            at++;
            return new JsonValue.Members(values);
        }
        do {
            skipSpace();
            String name = string();
            skipSpace();
            expect(':');
            if (values.put(name, value(depth + 1)) != null) {
                throw error("the member \"" + name + "\" comes twice");
            }
        } while (isMore('}'));
        return new JsonValue.Members(values);
    }

    private JsonValue items(int depth) throws JsonException {
        List<JsonValue> values = new ArrayList<>();
        expect('[');
        skipSpace();
        if (peek() == ']') {
            at++;
            return new JsonValue.Items(values);
        }
        do {
            values.add(value(depth + 1));
        } while (isMore(']'));
        return new JsonValue.Items(values);
    }

    private boolean isMore(char end) throws JsonException {
        char c = peek();
        if (c != ',' && c != end) {
            throw error("expected ',' or '" + end + "'");
        }
        at++;
        return c == ',';
    }

    private String string() throws JsonException {
        expect('"');
        var out = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            if (c < ' ') {
                throw error("a control character in a string");
            }
            out.append(c == '\\' ? escaped() : c);
        }
        return out.toString();
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
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw error("an escape \\u without four hexadecimal digits");
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    private String match(Pattern pattern, String what) throws JsonException {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw error("expected " + what);
        }
        at = matcher.end();
        return matcher.group();
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

    private JsonException error(String message) {
        return new JsonException(message + " at character " + at);
    }
}
