package dev.vecgrad.simd;

import dev.vecgrad.ir.KernelSpec;
import dev.vecgrad.ir.Space;
import dev.vecgrad.spi.ReferenceBackend;
import dev.vecgrad.spi.Workers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random kernels give the reference's bits. */
class KernelsTest {
    private static final int CASES = Integer.getInteger("vecgrad.test.cases", 60);

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
        reference.compile(spec).run(expected.launch(), expected.addresses(), ONE);
        for (Planner.Mode mode : Planner.Mode.values()) {
            RandomCase.Memory actual = start.copy();
            String what = space + " seed " + seed + " " + mode + " " + spec;
            try {
                new SimdKernel(spec, mode).run(actual.launch(), actual.addresses(), ONE);
            } catch (RuntimeException | LinkageError e) {
                throw new AssertionError(what, e);
            }
            actual.assertSame(expected, what);
        }
    }

    static final Workers ONE = new Workers() {
        @Override
        public int parallelism() {
            return 1;
        }

        @Override
        public void forEach(long units, long grain, RangeTask task) {
            task.run(0, units);
        }
    };
}
