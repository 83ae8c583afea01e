package dev.vecgrad.bench;

import dev.vecgrad.exec.Profiler;

/**
 * A main program of its own, since the profiler must be there before the first op: prints the counts of one step of each workload that it is given, as
 * {@code MODE WORKLOAD} in one argument.
 */
final class StepCounts {
    private StepCounts() {}

    public static void main(String[] args) {
        System.setProperty(Profiler.PROPERTY, "true");
        for (String step : args) {
            String[] words = step.split(" ", -1);
            System.out.println(step + ": " + StepProfile.of(words[1], Mode.of(words[0]), 1));
        }
    }
}
