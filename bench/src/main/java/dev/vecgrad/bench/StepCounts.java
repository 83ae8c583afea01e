package dev.vecgrad.bench;

import dev.vecgrad.exec.Profiler;

/** A main program of its own, since the profiler must be there before the first op: prints the counts of one step of each workload that it is given. */
final class StepCounts {
    private StepCounts() {}

    public static void main(String[] args) {
        System.setProperty(Profiler.PROPERTY, "true");
        for (String workload : args) {
            System.out.println(workload + ": " + StepProfile.of(workload, 1));
        }
    }
}
