package dev.vecgrad.bench;

/**
 * A workload whose operands are there, and what its twentieth step computed: by then an error in a gradient or an update shows.
 *
 * @param workload what it is
 * @param step does it
 * @param outcome of the twentieth step
 */
record Prepared(Workload workload, Step step, Outcome outcome) {
    private static final int TOLD_STEP = 20;

    /** {@return the workload after twenty steps} */
    static Prepared of(Workload workload, Step step) {
        if (workload.isProcess()) {
            return new Prepared(workload, step, Outcome.NONE);
        }
        for (int i = 1; i < TOLD_STEP; i++) {
            step.run();
        }
        return new Prepared(workload, step, step.outcome());
    }

    /** {@return its timing under a label} */
    Result time(Clock clock, Label label) {
        Timing timing = workload.isProcess() ? clock.timeProcesses(step::run) : clock.time(step::run);
        return new Result(label, workload.name(), timing, outcome);
    }
}
