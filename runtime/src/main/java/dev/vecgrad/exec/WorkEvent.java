package dev.vecgrad.exec;

import java.util.Locale;

/**
 * One run of a kernel, a call or a part of a matrix product.
 *
 * @param op the method of a tensor, a layer, a loss or an optimiser that asked for it; empty on threads that help
 * @param name what ran: {@code map sigmoid}, {@code Take}, {@code sgemm}
 * @param shape the sizes of its loops, {@code 128x256}
 * @param device where it ran
 * @param bytes of all elements that it reads and writes, each counted once
 * @param start when it began, by {@link System#nanoTime}
 * @param nanos how long it took, in nanoseconds
 * @param thread which thread called it
 */
public record WorkEvent(
        String op, String name, String shape, String device, long bytes, long start, long nanos, String thread) {
    /** {@return op and name} */
    public String title() {
        return op.isEmpty() ? name : op + ": " + name;
    }

    /** {@return the event as Chrome's trace viewer and Perfetto read it} */
    String chromeTrace(int lane, long origin) {
        return String.format(
                Locale.ROOT,
                "{\"name\":\"%s\",\"ph\":\"X\",\"pid\":1,\"tid\":%d,\"ts\":%.3f,\"dur\":%.3f,"
                        + "\"args\":{\"shape\":\"%s\",\"device\":\"%s\",\"bytes\":%d}}",
                title(),
                lane,
                (start - origin) / 1e3,
                nanos / 1e3,
                shape,
                device,
                bytes);
    }
}
