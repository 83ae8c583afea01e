package dev.vecgrad.memory;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** How many bytes may be taken from the system: as set, else four fifths of the machine's (or the container's) memory. */
final class Limit {
    /** Below this nobody asks how much the machine has; the answer costs milliseconds at start. */
    private static final long UNASKED = 256 << 20;

    private volatile long bytes;

    /** @param bytes the limit, or 0 for the default */
    Limit(long bytes) {
        set(bytes);
    }

    void set(long newBytes) {
        bytes = newBytes;
    }

    boolean allows(long reserved) {
        long set = bytes;
        return set > 0 ? reserved <= set : reserved <= UNASKED || reserved <= defaultBytes();
    }

    long bytes() {
        long set = bytes;
        return set > 0 ? set : defaultBytes();
    }

    private static long defaultBytes() {
        return ofCapacity(Machine.MEMORY);
    }

    /** {@return the limit, if nothing else is said, of a memory of so many bytes} */
    static long ofCapacity(long bytes) {
        return bytes / 5 * 4;
    }

    private static final class Machine {
        static final long MEMORY = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getTotalMemorySize();
    }

    /**
     * {@return the bytes that a text such as {@code 500m}, {@code 2g} or {@code 1048576} says}
     *
     * @throws IllegalArgumentException if it says nothing positive
     */
    static long parse(String text) {
        String digits = text.strip().toLowerCase(Locale.ROOT).replaceFirst("b$", "");
        int unit = "kmgt".indexOf(digits.isEmpty() ? ' ' : digits.charAt(digits.length() - 1)) + 1;
        try {
            long count = Long.parseLong(unit == 0 ? digits : digits.substring(0, digits.length() - 1));
            if (count > 0) {
                return Math.multiplyExact(count, 1L << (10 * unit));
            }
        } catch (NumberFormatException | ArithmeticException _) {
            // said below
        }
        throw new IllegalArgumentException(
                "vecgrad.memory.limit: a number of bytes with an optional unit k, m, g or t is expected, but it is '"
                        + text + "'");
    }
}
