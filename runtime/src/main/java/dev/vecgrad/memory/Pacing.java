package dev.vecgrad.memory;

import java.time.Duration;

/**
 * When the next collection is due, from what the last ones cost. Confined to the thread that collects, but for {@link #due}.
 */
final class Pacing {
    /*
     * A collection is due when the memory in use has grown, since the last one that we asked for, by an interval: at least FIRST, at least
     * as much as was live then, times a stretch. What the collector or a Scope returns in between counts as shrinking, so a program that
     * frees by itself never asks.
     *
     * FIRST is small: the collector by itself lets garbage grow with its young generation, which it enlarges as a program runs on, and that
     * must not be seen in resident memory; besides, memory that is soon used again is still in the last cache.
     *
     * The stretch keeps the share of time in asked collections under SHARE in the long run. Where several in a row take most of the time
     * (VERY_HEAVY) it grows at once. Where they take much of it (HEAVY) it does so if the program is a quick one, that is, once
     * dropped FIRST within QUICK several times in a row: such a program shows it early; but to no more than QUICK_STRETCH, for on a quick
     * machine early is not early enough to go unseen. Any other excess moves it only once a WINDOW:
     * resident memory is then as good as constant over a run, and a noisy machine does not blow it up.
     */
    static final long FIRST = 24 << 20;

    private static final double SHARE = 0.05;
    private static final double IDLE_SHARE = 0.01;
    private static final double HEAVY = 1.0 / 3;
    private static final double VERY_HEAVY = 2.0 / 3;
    private static final int IN_A_ROW = 5;
    private static final long QUICK = Duration.ofMillis(25).toNanos();
    private static final double STEP = 1.5;
    private static final double QUICK_STRETCH = 2;
    private static final double MAX_STRETCH = 64;
    private static final long WINDOW = Duration.ofSeconds(30).toNanos();

    private final long first;
    private volatile long trigger;
    private volatile long margin;
    private double stretch = 1;
    private int heavy;
    private int quick;
    private boolean isQuick;
    private long lastEnd;
    private long windowBegin;
    private long windowCollecting;

    /**
     * @param first the smallest interval, in bytes
     * @param now the time, in nanoseconds
     */
    Pacing(long first, long now) {
        this.first = first;
        this.lastEnd = now;
        this.windowBegin = now;
        setTrigger(0);
    }

    /** {@return whether a collection is due when {@code used} bytes are in use} */
    boolean due(long used) {
        return used > trigger;
    }

    /** {@return whether so much is in use that an allocation should wait for a collection that another thread is making} */
    boolean overdue(long used) {
        return used > trigger + margin;
    }

    /** {@return the bytes in use from which on a collection is due} */
    long trigger() {
        return trigger;
    }

    /**
     * Learns of a collection that was asked for.
     *
     * @param begin when it began, in nanoseconds
     * @param end when it ended
     * @param live the bytes in use after it
     */
    void collected(long begin, long end, long live) {
        long took = end - begin;
        long cycle = Math.max(1, end - lastEnd);
        windowCollecting += took;
        quick = cycle - took < QUICK ? quick + 1 : 0;
        isQuick |= quick == IN_A_ROW;
        heavy = took > (isQuick ? HEAVY : VERY_HEAVY) * cycle ? heavy + 1 : 0;
        if (heavy == IN_A_ROW) {
            grow(took > VERY_HEAVY * cycle ? MAX_STRETCH : QUICK_STRETCH);
            restart(end);
        } else if (end - windowBegin >= WINDOW) {
            adapt((double) windowCollecting / (end - windowBegin));
            restart(end);
        }
        lastEnd = end;
        setTrigger(live);
    }

    private void adapt(double share) {
        if (share > SHARE) {
            grow(MAX_STRETCH);
        } else if (share < IDLE_SHARE) {
            stretch = Math.max(1, stretch / STEP);
        }
    }

    /** By a step, to no more than the limit; what is beyond it already stays. */
    private void grow(double limit) {
        stretch = Math.max(stretch, Math.min(STEP * stretch, limit));
    }

    private void restart(long now) {
        windowBegin = now;
        windowCollecting = 0;
        heavy = 0;
    }

    private void setTrigger(long live) {
        long interval = (long) (Math.max(first, live) * stretch);
        margin = interval / 8;
        trigger = live + interval;
    }
}
