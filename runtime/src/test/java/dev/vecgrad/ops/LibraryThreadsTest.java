package dev.vecgrad.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.core.Engine;
import dev.vecgrad.core.Value;
import dev.vecgrad.graph.Arguments;
import dev.vecgrad.graph.LibraryFunction;
import dev.vecgrad.graph.LibraryFunction.Order;
import dev.vecgrad.graph.Term;
import dev.vecgrad.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Threads that plan, differentiate and run the same function at the same time. */
class LibraryThreadsTest {
    private static final int THREADS = 8;
    private static final LibraryFunction FUNCTION = new LibraryFunction("TestBackward0", Order.LOGICAL, f -> {
        Term e = f.input(0).mul(f.input(1)).exp();
        f.result(e.sum(f.dims(LibraryFunction.ROW)).log(), f.dims(LibraryFunction.KEPT));
    });

    @Test
    void plansAreMadeOnce() throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<double[]>> found = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                found.add(threads.submit(() -> {
                    start.await();
                    return secondGradient();
                }));
            }
            double[] expected = secondGradient();
            for (Future<double[]> future : found) {
                assertThat(future.get()).isEqualTo(expected);
            }
        }
        assertThat(FUNCTION.listing().split("TestBackward0\n", -1)).hasSize(2);
    }

    private static double[] secondGradient() {
        Value x = GoldenValues.of(Shape.of(2, 3), 0.1, 2, 0.3, -4, 0.5, 6);
        x.requiresGrad(true);
        Value target = GoldenValues.of(Shape.of(3), 1.0, 2.0, 3.0);
        Arguments args =
                Arguments.broadcast(new long[] {2, 3}, new int[] {LibraryFunction.ROW, LibraryFunction.ROW}, x, target);
        Value loss = FUNCTION.applySingle(args, false);
        Value first =
                Objects.requireNonNull(Engine.grad(new Value[] {loss}, new Value[] {x}, null, true, true, false)[0]);
        Value sum = LossFunctions.mse(first, target, LossReduction.SUM);
        return GoldenValues.doubles(
                Objects.requireNonNull(Engine.grad(new Value[] {sum}, new Value[] {x}, null, false, false, false)[0]));
    }
}
