package dev.vecgrad.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.memory.Memory;
import dev.vecgrad.optim.SGD;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What backward stored in a leaf goes back when it is dropped, unless somebody may have kept it. */
class DroppedGradTest {
    private static final int N = 100_000;
    private static final long BYTES = 4L * N;

    private final Tensor leaf = Tensor.ones(N).requiresGrad_(true);

    @BeforeEach
    void onlyWhatIsDroppedGoesBack() {
        Memory.setCollecting(false);
        leaf.mul(2).sum().backward();
    }

    private static long live() {
        return Memory.stats().live();
    }

    private long freedBy(Runnable drop) {
        long before = live();
        drop.run();
        Memory.setCollecting(true);
        return before - live();
    }

    @Test
    void unseenGradGoesBackAtOnce() {
        assertThat(freedBy(() -> leaf.setGrad(null))).isGreaterThanOrEqualTo(BYTES);
    }

    @Test
    void optimizersDoNotKeepIt() {
        SGD sgd = new SGD(List.of(leaf), SGD.options().lr(0.1));
        sgd.step();
        assertThat(freedBy(sgd::zeroGrad)).isGreaterThanOrEqualTo(BYTES);
    }

    @Test
    void addedUpGradGoesBackToo() {
        leaf.mul(3).sum().backward();
        assertThat(freedBy(() -> leaf.setGrad(null))).isGreaterThanOrEqualTo(BYTES);
    }

    @Test
    void seenGradStays() {
        Tensor seen = Objects.requireNonNull(leaf.grad());
        assertThat(freedBy(() -> leaf.setGrad(null))).isZero();
        assertThat(seen.sum().item()).isEqualTo(2.0 * N);
    }

    @Test
    void gradOfTheUserStays() {
        Tensor own = Tensor.ones(N);
        leaf.setGrad(own);
        assertThat(freedBy(() -> leaf.setGrad(null))).isZero();
        assertThat(own.sum().item()).isEqualTo(N);
    }
}
