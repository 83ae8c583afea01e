package dev.vecgrad.io;

/**
 * Where a zip archive says that an entry is, and what it says of it.
 *
 * @param name its name
 * @param method how it is compressed: 0 not at all, 8 by deflate
 * @param flags bit 0: encrypted
 * @param crc the CRC-32 of its content
 * @param compressedBytes its size in the archive
 * @param bytes the size of its content
 * @param place where its own header begins
 */
record ZipEntryPlace(String name, int method, int flags, int crc, long compressedBytes, long bytes, long place) {
    static final int STORED = 0;
    static final int DEFLATED = 8;
}
