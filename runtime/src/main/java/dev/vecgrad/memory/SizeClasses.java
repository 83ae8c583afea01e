package dev.vecgrad.memory;

import java.util.stream.IntStream;

/**
 * The sizes in which memory is handed out.
 *
 * <p>A <i>slot</i> is a part of a slab: multiples of 128 bytes up to 1024, then four sizes to each power of two, up to 16 KiB. A
 * <i>block</i> holds a slab or one large storage: pages up to 16 of them, then eight sizes to each power of two. So a slot wastes at
 * most a fifth beyond its granule and a block at most a ninth.
 */
final class SizeClasses {
    /** Alignment and smallest slot, in bytes: two cache lines, so that no two storages share a prefetched pair. */
    static final int GRANULE = 128;

    static final int PAGE = 4096;

    /** The largest storage that is carved from a slab, in bytes. */
    static final int MAX_SLOT = 16 << 10;

    private static final int MIN_SLAB = PAGE;
    private static final int MAX_SLAB = 64 << 10;

    /**
     * How many slots a slab has where its bounds allow. One survivor pins a slab, so a lone scalar costs 4 KiB, not 64; the cost of a
     * slab's reference is still shared by many.
     */
    private static final int SLOTS_WANTED = 32;

    private static final int[] SLOT_BYTES = IntStream.iterate(
                    1, g -> g <= MAX_SLOT / GRANULE, g -> g + Math.max(1, Integer.highestOneBit(g) / 4))
            .map(g -> g * GRANULE)
            .toArray();
    private static final byte[] SLOT_CLASS_OF_GRANULES = slotClassOfGranules();

    static final int SLOT_CLASSES = SLOT_BYTES.length;

    /** The largest block that can be asked for; no machine has more. */
    static final long MAX_BLOCK = 1L << 46;

    static final int BLOCK_CLASSES = blockClass(MAX_BLOCK) + 1;

    private SizeClasses() {}

    private static byte[] slotClassOfGranules() {
        byte[] classes = new byte[MAX_SLOT / GRANULE + 1];
        for (int granules = 1, c = 0; granules < classes.length; granules++) {
            if (granules * GRANULE > SLOT_BYTES[c]) {
                c++;
            }
            classes[granules] = (byte) c;
        }
        return classes;
    }

    /** {@return the class of the smallest slot that holds {@code bytes}, at most {@link #MAX_SLOT}} */
    static int slotClass(long bytes) {
        return SLOT_CLASS_OF_GRANULES[(int) ((bytes + GRANULE - 1) / GRANULE)];
    }

    /** {@return the size of a slot of this class, in bytes} */
    static int slotBytes(int slotClass) {
        return SLOT_BYTES[slotClass];
    }

    /** {@return the size of a slab with slots of this class: a power of two from 4 to 64 KiB, in bytes} */
    static int slabBytes(int slotClass) {
        int wanted = SLOT_BYTES[slotClass] * SLOTS_WANTED;
        return Math.clamp(Integer.highestOneBit(2 * wanted - 1), MIN_SLAB, MAX_SLAB);
    }

    /** {@return how many slots of this class a slab has; at most 64} */
    static int slotsInSlab(int slotClass) {
        return slabBytes(slotClass) / slotBytes(slotClass);
    }

    /** {@return the class of the smallest block that holds {@code bytes}} */
    static int blockClass(long bytes) {
        long last = Math.max(0, (bytes - 1) / PAGE);
        int shift = Math.max(0, 60 - Long.numberOfLeadingZeros(last));
        return shift * 8 + (int) (last >> shift);
    }

    /** {@return the size of a block of this class, in bytes} */
    static long blockBytes(int blockClass) {
        int shift = Math.max(0, blockClass / 8 - 1);
        return ((blockClass - shift * 8 + 1L) << shift) * PAGE;
    }
}
