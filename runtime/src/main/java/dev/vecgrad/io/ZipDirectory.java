package dev.vecgrad.io;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Reads the directory at the end of a zip archive, zip64 too. Strict: no bytes before the first entry or after the directory, no
 * two entries of one name, and none that overlaps another, as those of zip bombs do.
 *
 * <p>Source: PKWARE, ".ZIP File Format Specification" 6.3.10 (APPNOTE.TXT), sections 4.3 and 4.5.3.
 */
final class ZipDirectory {
    static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** The size of an entry's own header without name and extra fields. */
    static final int LOCAL_BYTES = 30;

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int END64_SIGNATURE = 0x06064b50;
    private static final int END64_BYTES = 56;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int ENTRY_BYTES = 46;
    private static final int ZIP64_FIELD = 1;
    private static final int NO_SHORT = 0xffff;
    private static final long NO_INT = 0xffffffffL;

    private final String file;
    private final MemorySegment bytes;

    private ZipDirectory(String file, MemorySegment bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /**
     * {@return the entries of an archive by name, in the order of its directory}
     *
     * @throws TensorFileException if it is malformed
     */
    static SequencedMap<String, ZipEntryPlace> read(String file, MemorySegment bytes) {
        return new ZipDirectory(file, bytes).read();
    }

    /** Where the directory is. */
    private record Extent(long count, long size, long place) {}

    private SequencedMap<String, ZipEntryPlace> read() {
        long end = endPlace();
        Extent extent = extent(end);
        SequencedMap<String, ZipEntryPlace> entries = new LinkedHashMap<>();
        long at = extent.place();
        long directoryEnd = extent.place() + extent.size();
        while (at < directoryEnd) {
            at = readEntry(at, directoryEnd, entries);
        }
        if (entries.size() != extent.count()) {
            throw error("its directory has " + entries.size() + " entries: its end tells of " + extent.count());
        }
        checkPlaces(entries, extent.place());
        return entries;
    }

    private long endPlace() {
        long size = bytes.byteSize();
        for (long at = size - END_BYTES; at >= Math.max(0, size - END_BYTES - NO_SHORT); at--) {
            if (bytes.get(INT, at) == END_SIGNATURE && at + END_BYTES + unsignedShort(at + 20) == size) {
                return at;
            }
        }
        throw error("this is no zip archive, as npz files are, or it was cut short: there is no directory at its end");
    }

    private Extent extent(long end) {
        var extent = new Extent(unsignedShort(end + 10), unsignedInt(end + 12), unsignedInt(end + 16));
        boolean isLarge = extent.count() == NO_SHORT || extent.size() == NO_INT || extent.place() == NO_INT;
        long after = end;
        if (isLarge && end >= LOCATOR_BYTES && bytes.get(INT, end - LOCATOR_BYTES) == LOCATOR_SIGNATURE) {
            after = bytes.get(LONG, end - LOCATOR_BYTES + 8);
            if (after < 0 || after > end - LOCATOR_BYTES - END64_BYTES || bytes.get(INT, after) != END64_SIGNATURE) {
                throw error("its end tells of a zip64 directory at byte " + after + ", where there is none");
            }
            extent = new Extent(bytes.get(LONG, after + 32), bytes.get(LONG, after + 40), bytes.get(LONG, after + 48));
        }
        if (extent.place() < 0
                || extent.size() < 0
                || extent.place() > after
                || after - extent.place() != extent.size()) {
            throw error("its end tells of a directory of " + extent.size() + " bytes at byte " + extent.place()
                    + ": it must end at byte " + after);
        }
        return extent;
    }

    private long readEntry(long at, long end, SequencedMap<String, ZipEntryPlace> entries) {
        if (end - at < ENTRY_BYTES || bytes.get(INT, at) != ENTRY_SIGNATURE) {
            throw error("its directory is damaged at byte " + at);
        }
        int nameBytes = unsignedShort(at + 28);
        int extraBytes = unsignedShort(at + 30);
        long next = at + ENTRY_BYTES + nameBytes + extraBytes + unsignedShort(at + 32);
        if (next > end) {
            throw error("its directory is damaged at byte " + at + ": an entry ends after it");
        }
        String name = name(at + ENTRY_BYTES, nameBytes);
        ZipEntryPlace entry = large(
                new ZipEntryPlace(
                        name,
                        unsignedShort(at + 10),
                        unsignedShort(at + 8),
                        bytes.get(INT, at + 16),
                        unsignedInt(at + 20),
                        unsignedInt(at + 24),
                        unsignedInt(at + 42)),
                bytes.asSlice(at + ENTRY_BYTES + nameBytes, extraBytes));
        if (entries.put(name, entry) != null) {
            throw error("two entries have the name '" + name + "'");
        }
        return next;
    }

    private String name(long at, int count) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.asSlice(at, count).toArray(ValueLayout.JAVA_BYTE)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new TensorFileException(file + ": the name of an entry at byte " + at + " is no UTF-8 text", e);
        }
    }

    /** {@return the entry with the numbers that were too large for its 32 bits, from its extra fields} */
    private ZipEntryPlace large(ZipEntryPlace entry, MemorySegment extra) {
        if (entry.bytes() != NO_INT && entry.compressedBytes() != NO_INT && entry.place() != NO_INT) {
            return entry;
        }
        for (long at = 0; at + 4 <= extra.byteSize(); ) {
            int size = Short.toUnsignedInt(extra.get(SHORT, at + 2));
            if (size > extra.byteSize() - at - 4) {
                break;
            }
            if (Short.toUnsignedInt(extra.get(SHORT, at)) == ZIP64_FIELD) {
                return large(entry, new LongFields(entry.name(), extra.asSlice(at + 4, size)));
            }
            at += 4 + size;
        }
        return entry;
    }

    private ZipEntryPlace large(ZipEntryPlace entry, LongFields fields) {
        long content = fields.instead(entry.bytes());
        long compressed = fields.instead(entry.compressedBytes());
        long place = fields.instead(entry.place());
        return new ZipEntryPlace(entry.name(), entry.method(), entry.flags(), entry.crc(), compressed, content, place);
    }

    /** Numbers of 64 bits that stand for those that did not fit 32, in order. */
    private final class LongFields {
        private final String name;
        private final MemorySegment fields;
        private long at;

        LongFields(String name, MemorySegment fields) {
            this.name = name;
            this.fields = fields;
        }

        long instead(long number) {
            if (number != NO_INT) {
                return number;
            }
            if (at + Long.BYTES > fields.byteSize()) {
                throw error("entry '" + name + "': its zip64 field is too short");
            }
            at += Long.BYTES;
            return fields.get(LONG, at - Long.BYTES);
        }
    }

    private void checkPlaces(SequencedMap<String, ZipEntryPlace> entries, long directory) {
        List<ZipEntryPlace> ordered = new ArrayList<>(entries.values());
        ordered.sort(Comparator.comparingLong(ZipEntryPlace::place));
        for (int i = 0; i < ordered.size(); i++) {
            ZipEntryPlace entry = ordered.get(i);
            long limit = i + 1 < ordered.size() ? ordered.get(i + 1).place() : directory;
            if (entry.place() < 0
                    || entry.bytes() < 0
                    || entry.compressedBytes() < 0
                    || entry.compressedBytes() > limit - entry.place() - LOCAL_BYTES) {
                throw error("entry '" + entry.name() + "': " + entry.compressedBytes() + " bytes at byte "
                        + entry.place() + " do not lie before byte " + limit + ", where the next thing begins");
            }
        }
    }

    private int unsignedShort(long at) {
        return Short.toUnsignedInt(bytes.get(SHORT, at));
    }

    private long unsignedInt(long at) {
        return Integer.toUnsignedLong(bytes.get(INT, at));
    }

    private TensorFileException error(String rule) {
        return new TensorFileException(file + ": " + rule);
    }
}
