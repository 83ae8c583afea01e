package dev.vecgrad.memory;

import dev.vecgrad.type.Device;

/**
 * What is known of native memory, and how it behaves.
 *
 * <table>
 * <caption>Properties read at start</caption>
 * <tr><td>{@code vecgrad.memory.limit}</td><td>bytes to take from the system at most, e.g. {@code 4g}; default four fifths of the machine's</td></tr>
 * <tr><td>{@code vecgrad.memory.collect}</td><td>{@code false}: never ask the JVM for a collection before the limit</td></tr>
 * <tr><td>{@code vecgrad.memory.poison}</td><td>{@code true}: debugging; freed memory is filled with ones, writes to it are found</td></tr>
 * </table>
 */
public final class Memory {
    /**
     * Figures of one device's memory at one time, in bytes unless said otherwise.
     *
     * @param live in use by storages, rounded up to the sizes that are handed out
     * @param pooled taken from the system and not in use
     * @param peak the most that was in use at any time since the start or {@link #resetPeak}, slabs of small storages counted whole
     * @param limit what may be taken from the system
     * @param allocations storages allocated so far, a count
     * @param systemAllocations times the system was asked for memory, a count
     * @param collections times the JVM was asked for a collection, a count
     * @param collectionNanos how long allocations waited for these, in nanoseconds
     */
    public record Stats(
            long live,
            long pooled,
            long peak,
            long limit,
            long allocations,
            long systemAllocations,
            long collections,
            long collectionNanos) {
        /** {@return what is held of the system: live and pooled} */
        public long reserved() {
            return live + pooled;
        }
    }

    private Memory() {}

    /** {@return the figures of the processor's memory} */
    public static Stats stats() {
        return stats(Device.CPU);
    }

    /** {@return the figures of a device's memory} */
    public static Stats stats(Device device) {
        return DeviceMemory.of(device).stats();
    }

    /** Lets the processor's peak begin anew at what is in use now, to see what a part of a program needs. */
    public static void resetPeak() {
        DeviceMemory.of(Device.CPU).resetPeak();
    }

    /** Gives pooled memory of the processor back to the system, as far as whole regions are idle. */
    public static void trim() {
        DeviceMemory.of(Device.CPU).trim();
    }

    /**
     * Sets how many bytes may be taken from the system for the processor's tensors. What is held already stays.
     *
     * @throws IllegalArgumentException if {@code bytes} is not positive
     */
    public static void setLimit(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("setLimit: bytes must be positive, but is " + bytes);
        }
        DeviceMemory.of(Device.CPU).limit().set(bytes);
    }

    /** Says whether the JVM is asked for a collection when much memory was handed out since the last one; at the limit it always is. */
    public static void setCollecting(boolean on) {
        DeviceMemory.of(Device.CPU).collector().setEnabled(on);
    }
}
