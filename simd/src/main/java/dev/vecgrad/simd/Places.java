package dev.vecgrad.simd;

import java.util.Arrays;
import java.util.List;

/** Slots and where in a run's scratch they point, for all that a run works on. */
final class Places {
    private final int[] slots;
    private final long[] offsets;

    private Places(int[] slots, long[] offsets) {
        this.slots = slots;
        this.offsets = offsets;
    }

    /** {@return the places of all these together} */
    static Places all(List<Places> parts) {
        Builder all = new Builder(new Room(0, 0));
        for (Places part : parts) {
            for (int i = 0; i < part.slots.length; i++) {
                all.put(part.slots[i], part.offsets[i]);
            }
        }
        return all.build();
    }

    /** Sets the slots; {@code memory} is where scratch begins. */
    void bind(long[] slotValues, long memory) {
        for (int i = 0; i < slots.length; i++) {
            slotValues[slots[i]] = memory + offsets[i];
        }
    }

    /** Places in the making. */
    static final class Builder {
        private final int firstSlot;
        private int[] slots = new int[16];
        private long[] offsets = new long[16];
        private int count;
        private long bytes;

        Builder(Room room) {
            this.firstSlot = room.slot();
            this.bytes = room.bytes();
        }

        /** Gives {@code slot} new bytes, {@code size} of them; returns where they begin. */
        long add(int slot, long size) {
            long offset = bytes;
            put(slot, offset);
            bytes += (size + 63) & -64;
            return offset;
        }

        /** Lets {@code slot} point at {@code offset}. */
        void put(int slot, long offset) {
            if (count == slots.length) {
                slots = Arrays.copyOf(slots, 2 * count);
                offsets = Arrays.copyOf(offsets, 2 * count);
            }
            slots[count] = slot;
            offsets[count++] = offset;
        }

        /** {@return what is free after these places, if slots up to {@code end} are taken} */
        Room rest(int end) {
            return new Room(Math.max(firstSlot, end), bytes);
        }

        Places build() {
            return new Places(Arrays.copyOf(slots, count), Arrays.copyOf(offsets, count));
        }
    }
}
