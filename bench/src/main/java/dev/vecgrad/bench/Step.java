package dev.vecgrad.bench;

/** One step of a workload, ready to be run again and again. */
public interface Step {
    /** Does the work once. */
    void run();

    /** {@return what comes out of doing the work once more} */
    Outcome outcome();
}
