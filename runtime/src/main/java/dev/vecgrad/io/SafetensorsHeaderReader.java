package dev.vecgrad.io;

import dev.vecgrad.io.JsonScanner.JsonException;
import dev.vecgrad.type.Shape;
import dev.vecgrad.type.ShapeException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
        try {
            read(new JsonScanner(text(bytes)), metadata, entries);
        } catch (JsonException e) {
            throw new TensorFileException(file + ": the header is malformed: " + e.getMessage(), e);
        }
        var header = new SafetensorsHeader(metadata, inOrder(entries));
        checkPlaces(header, dataBytes);
        return header;
    }

    private String text(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new TensorFileException(file + ": the header is no UTF-8 text: this is no safetensors file", e);
        }
        if (!text.startsWith("{")) {
            throw new TensorFileException(file + ": the header: it must be an object and begin with '{'");
        }
        return text;
    }

    private void read(JsonScanner json, Map<String, String> metadata, Map<String, SafetensorsEntry> entries)
            throws JsonException {
        boolean[] hasMetadata = {false};
        json.members("the header", name -> {
            boolean isMetadata = name.equals(SafetensorsHeader.METADATA);
            if (isMetadata ? hasMetadata[0] : entries.containsKey(name)) {
                throw twice(json, name);
            }
            if (isMetadata) {
                hasMetadata[0] = true;
                readMetadata(json, metadata);
            } else {
                entries.put(name, entry(json, name));
            }
        });
        json.end();
    }

    private static JsonException twice(JsonScanner json, String name) {
        return json.error("the member \"" + name + "\" comes twice");
    }

    /** The format's library takes null for none. */
    private static void readMetadata(JsonScanner json, Map<String, String> metadata) throws JsonException {
        if (json.isNull()) {
            return;
        }
        json.members(SafetensorsHeader.METADATA, name -> {
            if (metadata.put(name, json.string("metadata '" + name + "'")) != null) {
                throw twice(json, name);
            }
        });
    }

    private SafetensorsEntry entry(JsonScanner json, String name) throws JsonException {
        String what = "tensor '" + name + "'";
        var members = new Members();
        json.members(what, member -> members.read(json, member, what));
        ElementType type = type(what, members.dtype(what));
        long[] places = members.places(what);
        if (places.length != 2) {
            throw error(what, "data_offsets has " + places.length + " numbers: it must have 2");
        }
        var entry = new SafetensorsEntry(type, shape(members.sizes(what), what), places[0]);
        checkSize(entry, places[1], what);
        return entry;
    }

    /** What is known so far of a tensor. */
    private final class Members {
        private @Nullable String dtype;
        private long @Nullable [] sizes;
        private long @Nullable [] places;

        void read(JsonScanner json, String name, String what) throws JsonException {
            Object known = switch (name) {
                case "dtype" -> dtype;
                case "shape" -> sizes;
                case "data_offsets" -> places;
                default -> throw json.error(what + ": the format knows no member \"" + name + "\"");
            };
            if (known != null) {
                throw twice(json, name);
            }
            switch (name) {
                case "dtype" -> dtype = json.string("dtype of " + what);
                case "shape" -> sizes = json.integers("shape of " + what, Elements.MAX_RANK);
                default -> places = json.integers("data_offsets of " + what, 2);
            }
        }

        String dtype(String what) {
            return present(dtype, "dtype", what);
        }

        long[] sizes(String what) {
            return present(sizes, "shape", what);
        }

        long[] places(String what) {
            return present(places, "data_offsets", what);
        }

        private <T> T present(@Nullable T member, String name, String what) {
            if (member == null) {
                throw error(what, "it has no member " + name);
            }
            return member;
        }
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
        int itemSize = entry.type().bytes();
        long size = end - entry.begin();
        if (entry.begin() < 0 || end < entry.begin() || size % itemSize != 0 || size / itemSize != numel) {
            throw error(
                    what,
                    "bytes " + entry.begin() + " to " + end + " do not hold shape " + entry.shape() + " in "
                            + entry.type() + ": " + numel + " elements of " + itemSize + " bytes");
        }
    }

    private ElementType type(String what, String name) {
        return SafetensorsEntry.type(name)
                .orElseThrow(() -> error(
                        what,
                        "dtype " + name + " is not supported: it must be one of "
                                + Arrays.stream(ElementType.values())
                                        .map(type -> new SafetensorsEntry(type, Shape.SCALAR, 0).typeName())
                                        .collect(Collectors.joining(", "))
                                + "; convert the tensor before it is saved"));
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

    private TensorFileException error(String what, String rule) {
        return new TensorFileException(file + ": " + what + ": " + rule);
    }
}
