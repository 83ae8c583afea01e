package dev.vecgrad.io;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The header of a safetensors file: its metadata, and name, dtype, shape and place of every tensor, in the order of their
 * places. The tensors' bytes follow the header without gaps.
 *
 * @param metadata texts by name
 * @param entries tensors by name
 */
record SafetensorsHeader(SequencedMap<String, String> metadata, SequencedMap<String, SafetensorsEntry> entries) {
    /** The member of the header that is no tensor. */
    static final String METADATA = "__metadata__";

    private static final int ALIGNMENT = 8;

    SafetensorsHeader {
        metadata = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(metadata));
        entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
    }

    /** {@return the size of all tensors in bytes} */
    long dataBytes() {
        return entries.isEmpty() ? 0 : entries.lastEntry().getValue().end();
    }

    /** {@return the header's text in UTF-8, filled with spaces so that the tensors begin at a multiple of 8} */
    byte[] encode() {
        byte[] text = text().getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(text, Math.ceilDiv(text.length, ALIGNMENT) * ALIGNMENT);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return padded;
    }

    private String text() {
        var out = new StringBuilder("{");
        if (!metadata.isEmpty()) {
            JsonWriter.string(out, METADATA);
            out.append(':');
            JsonWriter.strings(out, metadata);
        }
        entries.entrySet().forEach(entry -> append(out, entry));
        return out.append('}').toString();
    }

    private static void append(StringBuilder out, Map.Entry<String, SafetensorsEntry> named) {
        SafetensorsEntry entry = named.getValue();
        if (out.length() > 1) {
            out.append(',');
        }
        JsonWriter.string(out, named.getKey());
        out.append(":{\"dtype\":");
        JsonWriter.string(out, entry.typeName());
        out.append(",\"shape\":");
        JsonWriter.numbers(out, entry.shape().toArray());
        out.append(",\"data_offsets\":");
        JsonWriter.numbers(out, entry.begin(), entry.end());
        out.append('}');
    }
}
