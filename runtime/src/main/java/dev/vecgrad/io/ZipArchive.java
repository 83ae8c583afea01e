package dev.vecgrad.io;

import java.lang.foreign.MemorySegment;
import java.util.SequencedMap;
import java.util.zip.CRC32;

/**
 * A zip archive that lies in memory.
 *
 * @param file its name, for messages
 * @param bytes all of it
 * @param entries what its directory tells
 */
record ZipArchive(String file, MemorySegment bytes, SequencedMap<String, ZipEntryPlace> entries) {
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int ENCRYPTED = 1;
    private static final long CHUNK = 1 << 26;

    /**
     * {@return the archive in {@code bytes}}
     *
     * @throws TensorFileException if its directory is malformed
     */
    static ZipArchive of(String file, MemorySegment bytes) {
        return new ZipArchive(file, bytes, ZipDirectory.read(file, bytes));
    }

    /**
     * {@return an entry's bytes as they are in the archive}
     *
     * @throws TensorFileException if its own header is malformed, or it is encrypted or compressed in an unknown way
     */
    MemorySegment content(ZipEntryPlace entry) {
        long at = entry.place();
        if (bytes.get(ZipDirectory.INT, at) != LOCAL_SIGNATURE) {
            throw error(entry, "there is no entry at byte " + at);
        }
        if ((entry.flags() & ENCRYPTED) != 0) {
            throw error(entry, "it is encrypted, which npz files are not");
        }
        if (entry.method() != ZipEntryPlace.STORED && entry.method() != ZipEntryPlace.DEFLATED) {
            throw error(
                    entry,
                    "its compression has the number " + entry.method()
                            + ": 0 (none) and 8 (deflate) can be read, as numpy.savez and savez_compressed write them");
        }
        long start = at + ZipDirectory.LOCAL_BYTES + unsignedShort(at + 26) + unsignedShort(at + 28);
        if (entry.compressedBytes() > bytes.byteSize() - start) {
            throw error(
                    entry,
                    "it was cut short: " + entry.compressedBytes() + " bytes at byte " + start + " of "
                            + bytes.byteSize());
        }
        return bytes.asSlice(start, entry.compressedBytes());
    }

    /**
     * {@return the bytes of an entry that is not compressed}
     *
     * @throws TensorFileException if they are damaged
     */
    MemorySegment stored(ZipEntryPlace entry) {
        MemorySegment content = content(entry);
        if (entry.bytes() != entry.compressedBytes()) {
            throw error(
                    entry,
                    "it is not compressed and has " + entry.compressedBytes() + " bytes: the directory tells of "
                            + entry.bytes());
        }
        var crc = new CRC32();
        for (long at = 0; at < content.byteSize(); at += CHUNK) {
            crc.update(content.asSlice(at, Math.min(CHUNK, content.byteSize() - at))
                    .asByteBuffer());
        }
        checkCrc(entry, crc);
        return content;
    }

    /** Checks that the content is the one that was written. */
    void checkCrc(ZipEntryPlace entry, CRC32 crc) {
        if ((int) crc.getValue() != entry.crc()) {
            throw error(
                    entry,
                    "it is damaged: its CRC-32 is %08x, the directory tells of %08x"
                            .formatted((int) crc.getValue(), entry.crc()));
        }
    }

    private int unsignedShort(long at) {
        return Short.toUnsignedInt(bytes.get(ZipDirectory.SHORT, at));
    }

    /** {@return an exception about an entry} */
    TensorFileException error(ZipEntryPlace entry, String rule) {
        return new TensorFileException(file + ": entry '" + entry.name() + "': " + rule);
    }
}
