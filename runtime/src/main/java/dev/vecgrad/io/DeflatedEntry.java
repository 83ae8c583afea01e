package dev.vecgrad.io;

import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The content of a compressed entry of a zip archive, which must have exactly the size and the CRC-32 that the directory tells. */
final class DeflatedEntry extends InputStream {
    /* No deflated byte stands for more. */
    private static final long MOST_RATIO = 1032;
    private static final long USUAL_RATIO = 64;
    private static final long CHUNK = 1 << 26;

    private final ZipArchive archive;
    private final ZipEntryPlace entry;
    private final MemorySegment content;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private long given;
    private long taken;

    private DeflatedEntry(ZipArchive archive, ZipEntryPlace entry, MemorySegment content) {
        this.archive = archive;
        this.entry = entry;
        this.content = content;
    }

    /**
     * {@return an entry's content}
     *
     * <p>Who reads it may allocate as much as the directory tells: if that is unusually much for what is there, all of it was read
     * once for nothing.
     *
     * @throws TensorFileException if it has not the size that the directory tells
     */
    static DeflatedEntry open(ZipArchive archive, ZipEntryPlace entry) {
        MemorySegment content = archive.content(entry);
        if (entry.bytes() / MOST_RATIO > content.byteSize()) {
            throw archive.error(
                    entry,
                    content.byteSize() + " compressed bytes cannot hold the " + entry.bytes()
                            + " bytes that the directory tells of");
        }
        if (entry.bytes() / USUAL_RATIO > content.byteSize()) {
            try (var trial = new DeflatedEntry(archive, entry, content)) {
                trial.readAway();
            }
        }
        return new DeflatedEntry(archive, entry, content);
    }

    private void readAway() {
        byte[] chunk = new byte[1 << 13];
        while (taken < entry.bytes()) {
            int _ = read(chunk, 0, chunk.length);
        }
        checkEnd();
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int wanted = (int) Math.min(length, entry.bytes() - taken);
        if (wanted == 0) {
            return length == 0 ? 0 : -1;
        }
        int count = inflate(target, offset, wanted);
        crc.update(target, offset, count);
        taken += count;
        return count;
    }

    private int inflate(byte[] target, int offset, int wanted) {
        try {
            int count = 0;
            while (count == 0) {
                if (inflater.needsInput()) {
                    give();
                }
                count = inflater.inflate(target, offset, wanted);
                boolean isOver =
                        inflater.finished() || inflater.needsDictionary() || inflater.needsInput() && isGiven();
                if (count == 0 && isOver) {
                    throw archive.error(
                            entry, "it ends after " + taken + " bytes: the directory tells of " + entry.bytes());
                }
            }
            return count;
        } catch (DataFormatException e) {
            throw damaged(e);
        }
    }

    private TensorFileException damaged(DataFormatException e) {
        TensorFileException damaged = archive.error(entry, "its compressed data is damaged: " + e.getMessage());
        damaged.initCause(e);
        return damaged;
    }

    private boolean isGiven() {
        return given == content.byteSize();
    }

    private void give() {
        long part = Math.min(CHUNK, content.byteSize() - given);
        inflater.setInput(content.asSlice(given, part).asByteBuffer());
        given += part;
    }

    /** Checks, after all was read, that nothing more comes and that it is what was written. */
    void checkEnd() {
        byte[] more = new byte[1];
        try {
            int count = inflater.finished() ? 0 : inflater.inflate(more);
            if (count != 0 || !inflater.finished() || !isGiven() || inflater.getRemaining() != 0) {
                throw archive.error(
                        entry, "there is more after the " + entry.bytes() + " bytes that the directory tells of");
            }
        } catch (DataFormatException e) {
            throw damaged(e);
        }
        archive.checkCrc(entry, crc);
    }

    @Override
    public void close() {
        inflater.end();
    }
}
