package dev.vecgrad.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What happens when a training is stopped from outside, by Ctrl-C or a signal: files that are being written are finished, none is begun, and the
 * user is told which model is on disk.
 */
final class Interruption implements AutoCloseable {
    /** What writes files. */
    @FunctionalInterface
    interface Writing {
        void run() throws IOException;
    }

    private final @Nullable Path save;
    private final PrintWriter err;
    private final Thread hook;
    private int keptEpoch;
    private boolean stopped;

    private Interruption(@Nullable Path save, PrintWriter err) {
        this.save = save;
        this.err = err;
        this.hook = Thread.ofPlatform().name("vecgrad-interruption").unstarted(this::tell);
    }

    /** Tells from now on until it is closed where the model is, if the JVM is stopped. */
    static Interruption awaited(@Nullable Path save, PrintWriter err) {
        Interruption interruption = new Interruption(save, err);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Writes what is to be kept of an epoch, unless the JVM is being stopped. */
    synchronized void keep(int epoch, Writing writing) throws IOException {
        if (!stopped) {
            writing.run();
            keptEpoch = epoch;
        }
    }

    /** Waits until what is being written is on disk, and tells. */
    synchronized void tell() {
        stopped = true;
        err.println();
        err.println("stopped: " + state());
        err.flush();
    }

    private String state() {
        if (save == null) {
            return "the model was not to be saved (--save FILE does)";
        }
        return keptEpoch == 0
                ? "no epoch had ended, so no model was written"
                : save + " holds the model of epoch " + keptEpoch;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The JVM is being stopped, and the hook is telling so.
        }
    }
}
