package dev.vecgrad.bench;

/** One step of a workload, ready to be run again and again. */
public interface Step {
    /** Does the work once. */
    void run();

    /**
     * {@return the step, not run before, in the given mode}
     *
     * @throws IllegalArgumentException if there is no such mode for it
     */
    default Step in(Mode mode) {
        if (mode != Mode.EAGER) {
            throw new IllegalArgumentException("this work cannot be run " + mode + ", only " + Mode.EAGER);
        }
        return this;
    }

    /** {@return what comes out of doing the work once more} */
    Outcome outcome();
}
