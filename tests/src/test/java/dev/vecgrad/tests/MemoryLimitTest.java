package dev.vecgrad.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.memory.Memory;
import dev.vecgrad.type.OutOfNativeMemoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the limit of native memory refuses is an exception of that call: what was there stays, and work goes on. */
class MemoryLimitTest {
    private static final long ROOM = 64 << 20;
    private static final int NUMEL = 1 << 20;

    /** More than fits, should nothing be refused. */
    private static final int MOST = 300;

    private final long before = Memory.stats().limit();

    @BeforeEach
    void lowerTheLimit() {
        System.gc();
        Memory.trim();
        Memory.setLimit(Memory.stats().reserved() + ROOM);
    }

    @AfterEach
    void restoreTheLimit() {
        Memory.setLimit(before);
    }

    @Test
    void workGoesOnOnceMemoryIsThere() {
        List<Tensor> kept = new ArrayList<>();
        assertThatThrownBy(() -> fill(kept))
                .isInstanceOf(OutOfNativeMemoryException.class)
                .hasMessageMatching("(?s)[a-z]\\w*: .*\\d.*");
        assertThat(kept).hasSizeBetween(2, MOST - 1);
        Tensor first = kept.getFirst();
        first.add_(1);
        kept.subList(1, kept.size()).clear();
        assertThat(first.add(first).sum().item()).isEqualTo(4.0 * NUMEL);
    }

    @Test
    void aRefusedCallLeavesGradientsAsTheyWere() {
        Tensor x = Tensor.ones(NUMEL).requiresGrad_(true);
        x.mul(3).sum().backward();
        List<Tensor> kept = new ArrayList<>();
        assertThatThrownBy(() -> fill(kept)).isInstanceOf(OutOfNativeMemoryException.class);
        assertThatThrownBy(() -> x.mul(5).exp().sum().backward()).isInstanceOf(OutOfNativeMemoryException.class);
        kept.clear();
        assertThat(gradient(x)).isEqualTo(3);
        x.mul(5).sum().backward();
        assertThat(gradient(x)).isEqualTo(8);
    }

    private static double gradient(Tensor x) {
        return Objects.requireNonNull(x.grad()).select(0, NUMEL - 1).item();
    }

    private static void fill(List<Tensor> kept) {
        for (int i = 0; i < MOST; i++) {
            kept.add(Tensor.ones(NUMEL));
        }
    }
}
