package dev.vecgrad.io;

import dev.vecgrad.io.JsonReader.JsonException;
import dev.vecgrad.type.DType;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** Reads and checks the header of one safetensors file; every rule it breaks is an exception that names the file. */
final class SafetensorsHeaderReader {
    private final String file;

    SafetensorsHeaderReader(String file) {
        this.file = file;
    }

    /**
     * {@return the header in these bytes}
     *
     * @param bytes the header's UTF-8 text
     * @param dataBytes how many bytes follow it in the file
     * @throws TensorFileException if it is malformed or the tensors do not fill the data exactly
     */
    SafetensorsHeader read(byte[] bytes, long dataBytes) {
        SequencedMap<String, String> metadata = new LinkedHashMap<>();
        SequencedMap<String, SafetensorsEntry> entries = new LinkedHashMap<>();
        for (var member : members(json(bytes), "the header").entrySet()) {
            if (member.getKey().equals(SafetensorsHeader.METADATA)) {
                members(member.getValue(), SafetensorsHeader.METADATA)
                        .forEach((name, value) -> metadata.put(name, text(value, "metadata '" + name + "'")));
            } else {
                entries.put(member.getKey(), entry(member.getKey(), member.getValue()));
            }
        }
        var header = new SafetensorsHeader(metadata, inOrder(entries));
        checkPlaces(header, dataBytes);
        return header;
    }

    private JsonValue json(byte[] bytes) {
        try {
            return JsonReader.read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new TensorFileException(file + ": the header is no UTF-8 text: this is no safetensors file", e);
        } catch (JsonException e) {
            throw new TensorFileException(file + ": the header is no JSON: " + e.getMessage(), e);
        }
    }

    private SafetensorsEntry entry(String name, JsonValue value) {
        String what = "tensor '" + name + "'";
        Map<String, JsonValue> members = members(value, what);
        DType dtype = dtype(text(member(members, "dtype", what), "dtype of " + what), what);
        long[] sizes = integers(member(members, "shape", what), "shape of " + what);
        long[] places = integers(member(members, "data_offsets", what), "data_offsets of " + what);
        if (places.length != 2) {
            throw error(what, "data_offsets has " + places.length + " numbers: it must have 2");
        }
        var entry = new SafetensorsEntry(dtype, shape(sizes, what), places[0]);
        checkSize(entry, places[1], what);
        return entry;
    }

    private Shape shape(long[] sizes, String what) {
        try {
            return Shape.of(sizes);
        } catch (ShapeException e) {
            throw new TensorFileException(file + ": " + what + ": " + e.getMessage(), e);
        }
    }

    private void checkSize(SafetensorsEntry entry, long end, String what) {
        long numel = entry.shape().numel();
        int itemSize = entry.dtype().itemSize();
        long size = end - entry.begin();
        if (entry.begin() < 0 || end < entry.begin() || size % itemSize != 0 || size / itemSize != numel) {
            throw error(
                    what,
                    "bytes " + entry.begin() + " to " + end + " do not hold shape " + entry.shape() + " in "
                            + entry.dtype() + ": " + numel + " elements of " + itemSize + " bytes");
        }
    }

    private DType dtype(String name, String what) {
        return Stream.of(DType.values())
                .filter(dtype -> SafetensorsEntry.name(dtype).equals(name))
                .findAny()
                .orElseThrow(() -> error(
                        what,
                        "dtype " + name + " is not supported: it must be one of "
                                + String.join(
                                        ", ",
                                        Stream.of(DType.values())
                                                .map(SafetensorsEntry::name)
                                                .toList())));
    }

    private static SequencedMap<String, SafetensorsEntry> inOrder(Map<String, SafetensorsEntry> entries) {
        SequencedMap<String, SafetensorsEntry> ordered = new LinkedHashMap<>();
        entries.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(
                        Comparator.comparingLong(SafetensorsEntry::begin).thenComparingLong(SafetensorsEntry::end)))
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }

    private void checkPlaces(SafetensorsHeader header, long dataBytes) {
        long place = 0;
        for (var entry : header.entries().entrySet()) {
            if (entry.getValue().begin() != place) {
                throw error(
                        "tensor '" + entry.getKey() + "'",
                        "begins at byte " + entry.getValue().begin() + ": tensors must follow each other without gap or"
                                + " overlap, here at " + place);
            }
            place = entry.getValue().end();
        }
        if (place != dataBytes) {
            throw new TensorFileException(
                    file + ": " + dataBytes + " bytes of tensors are in the file: its header tells of " + place
                            + (dataBytes < place ? "; it was cut short" : ""));
        }
    }

    private Map<String, JsonValue> members(JsonValue value, String what) {
        return switch (value) {
            case JsonValue.Members object -> object.values();
            case JsonValue.Items _, JsonValue.Text _, JsonValue.Numeral _, JsonValue.Word _ ->
                throw error(what, "it must be an object");
        };
    }

    private JsonValue member(Map<String, JsonValue> members, String name, String what) {
        JsonValue value = members.get(name);
        if (value == null) {
            throw error(what, "it has no member " + name);
        }
        return value;
    }

    private String text(JsonValue value, String what) {
        if (value instanceof JsonValue.Text text) {
            return text.value();
        }
        throw error(what, "it must be a string");
    }

    private long[] integers(JsonValue value, String what) {
        if (value instanceof JsonValue.Items items) {
            List<JsonValue> values = items.values();
            return values.stream().mapToLong(item -> integer(item, what)).toArray();
        }
        throw error(what, "it must be a list of integers");
    }

    private long integer(JsonValue value, String what) {
        if (value instanceof JsonValue.Numeral numeral) {
            try {
                return Long.parseLong(numeral.literal());
            } catch (NumberFormatException e) {
                throw new TensorFileException(
                        file + ": " + what + ": " + numeral.literal() + " is no integer below 2^63", e);
            }
        }
        throw error(what, "it must be a list of integers");
    }

    private TensorFileException error(String what, String rule) {
        return new TensorFileException(file + ": " + what + ": " + rule);
    }
}
