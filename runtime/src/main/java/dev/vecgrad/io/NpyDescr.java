package dev.vecgrad.io;

import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;

/**
 * A type and byte order as NumPy writes them: {@code <f4}.
 *
 * @param type the elements' type
 * @param order their byte order
 */
record NpyDescr(ElementType type, ByteOrder order) {
    private static final Map<String, ElementType> TYPES = Map.ofEntries(
            Map.entry("b1", ElementType.BOOL),
            Map.entry("i1", ElementType.INT8),
            Map.entry("u1", ElementType.UINT8),
            Map.entry("i2", ElementType.INT16),
            Map.entry("u2", ElementType.UINT16),
            Map.entry("i4", ElementType.INT32),
            Map.entry("u4", ElementType.UINT32),
            Map.entry("i8", ElementType.INT64),
            Map.entry("f2", ElementType.FLOAT16),
            Map.entry("f4", ElementType.FLOAT32),
            Map.entry("f8", ElementType.FLOAT64));

    /** {@return what a text says, if it is a type that can be read} */
    static Optional<NpyDescr> parse(String text) {
        if (text.length() != 3 || !TYPES.containsKey(text.substring(1))) {
            return Optional.empty();
        }
        ElementType type = TYPES.get(text.substring(1));
        return switch (text.charAt(0)) {
            case '<' -> Optional.of(new NpyDescr(type, ByteOrder.LITTLE_ENDIAN));
            case '>' -> Optional.of(new NpyDescr(type, ByteOrder.BIG_ENDIAN));
            case '|' -> type.bytes() == 1 ? Optional.of(new NpyDescr(type, ByteOrder.LITTLE_ENDIAN)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** {@return why a text that is none cannot be read, and what to do} */
    static String refusal(String text) {
        String kind = text.replaceFirst("^[<>|=]", "");
        if (kind.isEmpty() || kind.equals(text)) {
            return "is no type with a byte order, such as '<f4'";
        }
        return switch (kind.charAt(0)) {
            case 'O' -> "is Python objects, which no other program can read: save an array of numbers";
            case 'S', 'U', 'a' -> "is text: save numbers, e.g. numpy.unique(a, return_inverse=True)[1]";
            case 'c' -> "is complex: save a.real and a.imag, which are real, as two arrays";
            case 'M', 'm' -> "is dates or times: save a.astype('int64')";
            case 'V' -> "is a structure or raw bytes: save each field as an array of its own";
            case 'f' -> "is a float of a size that vecgrad has not: save a.astype('float64')";
            case 'u', 'i' -> "is an integer whose values no dtype of vecgrad holds exactly: save a.astype('int64')";
            default -> "is no type that vecgrad knows: save a.astype('float64')";
        };
    }
}
