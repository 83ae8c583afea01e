package dev.vecgrad.bench;

/**
 * A main program of its own, whose peak of resident memory {@code peers/compare.py djl memory} reads: as many eager steps of {@code
 * mlp_sgd_step/1024} as its argument says. Prints the loss of one step more.
 */
public final class PeakMemory {
    private PeakMemory() {}

    /** Trains. */
    public static void main(String[] args) {
        Step step =
                new ScopedStep(Workloads.named("mlp_sgd_step/1024").prepare().get());
        for (int i = Integer.parseInt(args[0]); i > 0; i--) {
            step.run();
        }
        System.out.println(step.outcome().loss());
    }
}
