package dev.vecgrad.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.ir.Expr;
import dev.vecgrad.ir.Launch;
import dev.vecgrad.spi.Workers;
import dev.vecgrad.type.DType;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WarmerTest {
    private static final int NEARLY_WARM = 9_000;
    private static final int FEW = 1_024;

    /** Kernels of two operations which share their loops over tiles, and whose own loop is one. */
    private static SimdKernel kernel(int number) {
        Expr x = Expr.input(0, DType.INT64);
        Expr value = x.or(Expr.literal(DType.INT64, number + 2L)).xor(x);
        return new SimdKernel(Specs.map(value, DType.INT64), Planner.Mode.TILES, true, 1 << 15);
    }

    private static List<SimdKernel> kernels(int from, int to) {
        return IntStream.range(from, to).mapToObj(WarmerTest::kernel).toList();
    }

    /** Lets the kernels do so much work that they are worth loops on vectors; all ask for them at nearly the same time. */
    private static void work(List<SimdKernel> kernels) {
        try (Arena arena = Arena.ofConfined()) {
            long[] addresses = {
                arena.allocate(8L * NEARLY_WARM + 64, 64).address(),
                arena.allocate(8L * NEARLY_WARM + 64, 64).address()
            };
            for (int elements : new int[] {NEARLY_WARM, FEW}) {
                for (SimdKernel kernel : kernels) {
                    kernel.run(Launch.dense(elements, 2, new long[0]), addresses, Workers.ALONE);
                }
            }
        }
    }

    private static void awaitRest() {
        while (!Warmer.isResting()) {
            Thread.yield();
        }
    }

    @Test
    @Timeout(120)
    void loopsThatManyKernelsWentPastAreWarmedWhenNoKernelWaits() {
        List<SimdKernel> kernels = new ArrayList<>(kernels(0, Demand.MANY - 1));
        Plan shared = kernels.getFirst().plan();
        assertThat(shared.length()).isEqualTo(2);
        work(kernels);
        awaitRest();
        assertThat(kernels).allMatch(kernel -> kernel.plan().length() == 1);
        assertThat(shared.coldLoops()).isEqualTo(2);

        do {
            List<SimdKernel> more = kernels(kernels.size(), kernels.size() + 4);
            kernels.addAll(more);
            work(more);
            while (shared.coldLoops() == 2 && !Warmer.isResting()) {
                Thread.yield();
            }
            assertThat(kernels)
                    .as("kernels come first")
                    .allMatch(kernel -> kernel.plan().length() == 1);
        } while (shared.coldLoops() == 2);
    }
}
