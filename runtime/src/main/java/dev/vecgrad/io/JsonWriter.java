package dev.vecgrad.io;

import java.util.Map;

/** Writes JSON texts without spaces, escaped as the safetensors library does. */
final class JsonWriter {
    private JsonWriter() {}

    /** Appends a string with its quotes. */
    static void string(StringBuilder out, String value) {
        out.append('"');
        value.chars().forEach(c -> character(out, (char) c));
        out.append('"');
    }

    private static void character(StringBuilder out, char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < ' ') {
                    out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
                } else {
                    out.append(c);
                }
            }
        }
    }

    /** Appends an object whose members are strings. */
    static void strings(StringBuilder out, Map<String, String> members) {
        out.append('{');
        String separator = "";
        for (var member : members.entrySet()) {
            out.append(separator);
            string(out, member.getKey());
            out.append(':');
            string(out, member.getValue());
            separator = ",";
        }
        out.append('}');
    }

    /** Appends an array of integers. */
    static void numbers(StringBuilder out, long... values) {
        out.append('[');
        for (int i = 0; i < values.length; i++) {
            out.append(i == 0 ? "" : ",").append(values[i]);
        }
        out.append(']');
    }
}
