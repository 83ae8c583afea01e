package dev.vecgrad.bench;

import dev.vecgrad.memory.Scope;

/**
 * A step whose temporaries go at its end.
 *
 * @param step the work
 */
record ScopedStep(Step step) implements Step {
    @Override
    public void run() {
        try (Scope _ = Scope.open()) {
            step.run();
        }
    }

    @Override
    public Outcome outcome() {
        try (Scope _ = Scope.open()) {
            return step.outcome();
        }
    }
}
