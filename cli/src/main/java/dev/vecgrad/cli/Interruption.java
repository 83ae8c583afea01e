package dev.vecgrad.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is said when a training is stopped from outside, by Ctrl-C or a signal. Nothing has to be rescued then: the file of a
 * model is replaced as a whole after every epoch, so the last one is there.
 */
final class Interruption implements AutoCloseable {
    private final @Nullable Path save;
    private final PrintWriter err;
    private final Thread hook;
    private volatile int keptEpoch;

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

    /** Remembers that the model of an epoch is on disk. */
    void kept(int epoch) {
        keptEpoch = epoch;
    }

    private void tell() {
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
