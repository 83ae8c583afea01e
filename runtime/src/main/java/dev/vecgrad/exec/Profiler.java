package dev.vecgrad.exec;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/*
 * Backends, kernels and the library for products are wrapped when they are chosen, which happens once in a JVM. So the property must be there
 * before the first op, and without it no call passes through anything of this.
 */

/**
 * Tells what kernels run, how long and on what. It is there only if the property {@code vecgrad.profile} is {@code true} before the first op;
 * without it, it costs nothing. Then each kernel is also an event {@code dev.vecgrad.Kernel} of the JDK's Flight Recorder.
 */
public final class Profiler {
    /** The property that installs it. */
    public static final String PROPERTY = "vecgrad.profile";

    private static volatile @Nullable Queue<WorkEvent> recording;

    private Profiler() {}

    /** {@return whether kernels chosen from now on are seen} */
    static boolean isInstalled() {
        return Boolean.getBoolean(PROPERTY);
    }

    /**
     * {@return what ran while {@code work} did, on all threads}
     *
     * @throws IllegalStateException if the profiler is not installed, or is recording
     */
    public static synchronized Profile record(Runnable work) {
        if (!isInstalled()) {
            throw new IllegalStateException(
                    "record: the profiler is not there: start Java with -D" + PROPERTY + "=true");
        }
        if (recording != null) {
            throw new IllegalStateException("record: the profiler is recording: one recording may be open at a time");
        }
        Queue<WorkEvent> events = new ConcurrentLinkedQueue<>();
        recording = events;
        try {
            work.run();
        } finally {
            recording = null;
        }
        return new Profile(List.copyOf(events));
    }

    /** Runs work and keeps its event if someone wants it. */
    static void observe(Observed what, Runnable work) {
        KernelRun flight = new KernelRun();
        Queue<WorkEvent> events = recording;
        if (events == null && !flight.isEnabled()) {
            work.run();
            return;
        }
        flight.begin();
        long start = System.nanoTime();
        work.run();
        long nanos = System.nanoTime() - start;
        flight.end();
        WorkEvent event = new WorkEvent(
                AskingOp.name(),
                what.name(),
                what.shape(),
                what.device(),
                what.bytes(),
                start,
                nanos,
                Thread.currentThread().getName());
        if (events != null) {
            events.add(event);
        }
        flight.commit(event);
    }
}
