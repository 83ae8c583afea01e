package dev.vecgrad.io;

import java.util.List;
import java.util.SequencedMap;

/** A value of a JSON text. */
sealed interface JsonValue {
    /** A string, unescaped. */
    record Text(String value) implements JsonValue {}

    /** A number as it was written. */
    record Numeral(String literal) implements JsonValue {}

    /** {@code true}, {@code false} or {@code null}. */
    record Word(String literal) implements JsonValue {}

    /** An array. */
    record Items(List<JsonValue> values) implements JsonValue {}

    /** An object, in the order of the text; no name comes twice. */
    record Members(SequencedMap<String, JsonValue> values) implements JsonValue {}
}
