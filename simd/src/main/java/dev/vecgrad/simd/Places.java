package dev.vecgrad.simd;

import java.util.ArrayList;
import java.util.List;

/** Slots and where in a run's scratch they point, for all that a run works on. */
final class Places {
    private final int[] slots;
    private final long[] offsets;

    private Places(List<Integer> slots, List<Long> offsets) {
        this.slots = slots.stream().mapToInt(Integer::intValue).toArray();
        this.offsets = offsets.stream().mapToLong(Long::longValue).toArray();
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
        private final List<Integer> slots = new ArrayList<>();
        private final List<Long> offsets = new ArrayList<>();
        private final int firstSlot;
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
            slots.add(slot);
            offsets.add(offset);
        }

        /** {@return what is free after these places, if slots up to {@code end} are taken} */
        Room rest(int end) {
            return new Room(Math.max(firstSlot, end), bytes);
        }

        Places build() {
            return new Places(slots, offsets);
        }
    }
}
