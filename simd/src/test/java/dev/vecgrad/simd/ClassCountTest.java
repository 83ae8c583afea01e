package dev.vecgrad.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.memory.Scope;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** No size and no scalar is part of a class: a run over many of them makes few. */
class ClassCountTest {
    private static final int SHAPES = 10_000;
    private static final int SCALARS = 1_000;
    private static final int MOST_CLASSES = 50;

    @Test
    void shapesAndScalarsMakeNoClasses() {
        int before = Loops.made();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < SHAPES; i++) {
            int rows = 1 + i / 100;
            int columns = 1 + i % 100;
            double scalar = i % SCALARS + random.nextDouble();
            try (Scope _ = Scope.open()) {
                Tensor x = Tensor.full(new long[] {rows, columns}, scalar);
                Tensor row = x.select(0, 0);
                x.mul(scalar).add(row).sub(x.sum(1, true)).t().contiguous().mean();
            }
        }
        assertThat(Loops.made() - before).isLessThanOrEqualTo(MOST_CLASSES);
    }
}
