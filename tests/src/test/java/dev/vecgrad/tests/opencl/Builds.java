package dev.vecgrad.tests.opencl;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a device's backend builds, taken from its log. */
final class Builds extends Handler {
    private static final int FUNCTIONS = 1;

    /** Held, for a logger that nobody holds forgets its level. */
    private final Logger logger = Logger.getLogger("dev.vecgrad.opencl.OpenClBackend");

    private final Set<String> functions = new TreeSet<>();
    private int programs;

    Builds() {
        logger.setLevel(Level.FINE);
        logger.addHandler(this);
    }

    /** {@return how many programs were built} */
    synchronized int programs() {
        return programs;
    }

    /** {@return the names of their functions} */
    synchronized Set<String> functions() {
        return Set.copyOf(functions);
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        programs++;
        functions.addAll(
                Arrays.asList(entry.getParameters()[FUNCTIONS].toString().split(", ")));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
