package dev.vecgrad.simd;

import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Space;
import dev.vecgrad.spi.ReferenceBackend;
import dev.vecgrad.spi.Workers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random kernels give the reference's bits, in both tiers, over scalars and vectors, on one thread and on three. */
class KernelsTest {
    private static final int CASES = Integer.getInteger("vecgrad.test.cases", 36);

    private final ReferenceBackend reference = new ReferenceBackend();

    @ParameterizedTest
    @EnumSource(Space.class)
    void primitivesAreExact(Space space) {
        for (int seed = 0; seed < CASES; seed++) {
            check(seed, space, false);
        }
    }

    @ParameterizedTest
    @EnumSource(Space.class)
    void functionsAreTheirLowerings(Space space) {
        for (int seed = 0; seed < CASES / 3; seed++) {
            check(seed, space, true);
        }
    }

    private void check(int seed, Space space, boolean functions) {
        RandomCase random = new RandomCase(seed, space, functions);
        KernelSpec spec = random.spec();
        RandomCase.Memory start = random.memory(seed);
        RandomCase.Memory expected = start.copy();
        reference.compile(spec).run(expected.launch(), expected.addresses(), Workers.ALONE);
        for (Planner.Mode mode : Planner.Mode.values()) {
            String what = space + " seed " + seed + " " + mode;
            SimdKernel kernel = new SimdKernel(spec, mode, false, 1 << 15);
            kernel.plan().useVectors(false);
            check(spec, kernel, Workers.ALONE, start, expected, what + " over scalars");
            kernel.plan().useVectors(true);
            check(spec, kernel, Workers.ALONE, start, expected, what + " on one thread");
            SimdKernel divided = new SimdKernel(spec, mode, false, 50);
            check(spec, divided, TestWorkers.THREE, start, expected, what + " on three threads");
        }
    }

    private static void check(
            KernelSpec spec,
            SimdKernel kernel,
            Workers workers,
            RandomCase.Memory start,
            RandomCase.Memory expected,
            String what) {
        RandomCase.Memory actual = start.copy();
        try {
            kernel.run(actual.launch(), actual.addresses(), workers);
        } catch (RuntimeException | LinkageError e) {
            throw new AssertionError(what + " " + spec, e);
        }
        actual.assertSame(expected, what + " " + spec);
    }
}
