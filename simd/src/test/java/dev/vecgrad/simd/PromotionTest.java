package dev.vecgrad.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Space;
import dev.vecgrad.spi.ReferenceBackend;
import dev.vecgrad.spi.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PromotionTest {
    private static final long GRAIN = 1 << 15;

    /** Kernels for which a plan of their own has fewer loops. */
    private static RandomCase fusable(Space space) {
        for (int seed = 0; ; seed++) {
            RandomCase found = new RandomCase(seed, space, false);
            SimdKernel kernel = new SimdKernel(found.spec(), Planner.Mode.TILES, false, GRAIN);
            boolean small = found.memory(seed).launch().keptNumel() < 2000;
            if (small && kernel.fuse().length() < kernel.plan().length()) {
                return found;
            }
        }
    }

    @Test
    @Timeout(120)
    void aBusyKernelGetsLoopsOfItsOwn() {
        for (Space space : Space.values()) {
            RandomCase random = fusable(space);
            SimdKernel kernel = new SimdKernel(random.spec(), Planner.Mode.TILES, true, GRAIN);
            int tiles = kernel.plan().length();
            RandomCase.Memory memory = random.memory(1);
            while (kernel.plan().length() == tiles) {
                kernel.run(memory.launch(), memory.addresses(), Workers.ALONE);
            }
            assertThat(kernel.plan().length()).as(space + " " + random.spec()).isLessThan(tiles);
        }
    }

    /** It goes by the first mark without the warmer, and still comes to the second. */
    @Test
    @Timeout(120)
    void aBusyKernelWhoseSharedLoopsAreFastGetsLoopsOfItsOwn() {
        RandomCase random = fusable(Space.MAP);
        SimdKernel kernel = new SimdKernel(random.spec(), Planner.Mode.TILES, true, GRAIN);
        int tiles = kernel.plan().length();
        kernel.plan().useVectors(true);
        RandomCase.Memory memory = random.memory(1);
        while (kernel.plan().length() == tiles) {
            kernel.run(memory.launch(), memory.addresses(), Workers.ALONE);
        }
        assertThat(kernel.plan().length()).isLessThan(tiles);
    }

    @Test
    @Timeout(120)
    void aKernelThatIsWaitedForComesToItsLoopsWithoutARun() {
        for (Space space : Space.values()) {
            RandomCase random = fusable(space);
            SimdKernel kernel = new SimdKernel(random.spec(), Planner.Mode.TILES, true, GRAIN);
            int own = kernel.fuse().length();
            while (!kernel.prepare(TimeUnit.SECONDS.toNanos(1))) {
                Thread.onSpinWait();
            }
            assertThat(kernel.plan().length()).isEqualTo(own);
            assertThat(kernel.plan().coldLoops()).isZero();
            RandomCase.Memory actual = random.memory(3);
            RandomCase.Memory expected = actual.copy();
            new ReferenceBackend().compile(random.spec()).run(expected.launch(), expected.addresses(), Workers.ALONE);
            kernel.run(actual.launch(), actual.addresses(), Workers.ALONE);
            actual.assertSame(expected, random.spec().toString());
        }
    }

    @Test
    void aKernelThatMayNotBePromotedIsNotWaitedFor() {
        SimdKernel kernel = new SimdKernel(fusable(Space.MAP).spec(), Planner.Mode.TILES, false, GRAIN);
        assertThat(kernel.prepare(0)).isTrue();
    }

    @Test
    void aKernelOfOneOperationStays() {
        SimdKernel kernel = new SimdKernel(Specs.add(), Planner.Mode.TILES, true, GRAIN);
        assertThat(kernel.fuse().length()).isEqualTo(kernel.plan().length());
    }

    @Test
    void promotionUnderThreadsChangesNoBit() {
        for (Space space : Space.values()) {
            RandomCase random = fusable(space);
            KernelSpec spec = random.spec();
            RandomCase.Memory start = random.memory(2);
            RandomCase.Memory expected = start.copy();
            new ReferenceBackend().compile(spec).run(expected.launch(), expected.addresses(), Workers.ALONE);
            SimdKernel kernel = new SimdKernel(spec, Planner.Mode.TILES, false, GRAIN);
            List<Plan> plans = List.of(kernel.plan(), kernel.fuse());
            ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 3; t++) {
                threads.add(Thread.ofPlatform()
                        .uncaughtExceptionHandler((_, failure) -> failures.add(failure))
                        .start(() -> runOften(kernel, start, expected)));
            }
            for (int i = 0; threads.stream().anyMatch(Thread::isAlive); i++) {
                kernel.replace(plans.get(i % 2));
                Thread.onSpinWait();
            }
            threads.forEach(TestWorkers::join);
            assertThat(failures).as(space.toString()).isEmpty();
        }
    }

    private static void runOften(SimdKernel kernel, RandomCase.Memory start, RandomCase.Memory expected) {
        for (int i = 0; i < 50; i++) {
            RandomCase.Memory actual = start.copy();
            kernel.run(actual.launch(), actual.addresses(), Workers.ALONE);
            actual.assertSame(expected, "run " + i);
        }
    }
}
