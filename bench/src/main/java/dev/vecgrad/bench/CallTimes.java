package dev.vecgrad.bench;

import dev.vecgrad.Tensor;
import dev.vecgrad.memory.Scope;
import java.util.function.UnaryOperator;

/** How long calls of an op take from the first on, in microseconds: no warm-up comes before, and each result is freed at once. */
final class CallTimes {
    private static final int CALLS = 20;

    private CallTimes() {}

    /** {@return the mean of so many calls} */
    static double mean(UnaryOperator<Tensor> op, Tensor x, int calls) {
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            try (Scope _ = Scope.open()) {
                Tensor _ = op.apply(x);
            }
        }
        return (System.nanoTime() - start) / 1e3 / calls;
    }

    /** {@return the least mean of 20 calls within a time} */
    static double steady(UnaryOperator<Tensor> op, Tensor x, long nanos) {
        long start = System.nanoTime();
        double least = Double.MAX_VALUE;
        while (System.nanoTime() - start < nanos) {
            least = Math.min(least, mean(op, x, CALLS));
        }
        return least;
    }
}
