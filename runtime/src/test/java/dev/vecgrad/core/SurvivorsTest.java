package dev.vecgrad.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.memory.Scope;
import dev.vecgrad.type.ReleasedException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a graph takes along when a scope closes. */
class SurvivorsTest {
    private static final long LARGE = 1 << 14;

    private static Tensor leaf(long size) {
        return Tensor.ones(size).requiresGrad_(true);
    }

    private static Tensor gradOf(Tensor leaf) {
        return Objects.requireNonNull(leaf.grad());
    }

    @Test
    void theGradOfALeafSmallAndLarge() {
        Tensor small = leaf(3);
        Tensor large = leaf(LARGE);
        Tensor mine;
        try (Scope _ = Scope.open()) {
            mine = leaf(LARGE);
            small.mul(2).sum().add(large.mul(mine).sum()).backward();
        }
        assertThat(gradOf(small).toFloatArray()).containsOnly(2);
        assertThat(gradOf(large).toFloatArray()).containsOnly(1);
        assertThat(gradOf(mine).toFloatArray()).containsOnly(1);
        assertThat(mine.value().storage().isReleased()).isTrue();
    }

    @Test
    void aGradThatIsAddedToInsideAScope() {
        Tensor leaf = leaf(3);
        leaf.sum().backward();
        try (Scope _ = Scope.open()) {
            leaf.sum().backward();
        }
        assertThat(gradOf(leaf).toFloatArray()).containsOnly(2);
    }

    @Test
    void aRetainedGradient() {
        Tensor leaf = leaf(LARGE);
        Tensor y = leaf.mul(2);
        y.retainGrad();
        try (Scope _ = Scope.open()) {
            y.mul(3).sum().backward();
        }
        assertThat(gradOf(y).toFloatArray()).containsOnly(3);
    }

    @Test
    void aRecordedGradWithItsGraph() {
        Tensor leaf = leaf(LARGE);
        try (Scope _ = Scope.open()) {
            Tensor y = leaf.mul(leaf);
            y.mul(leaf).sum().backward(null, true, true);
        }
        Tensor first = gradOf(leaf);
        assertThat(first.toFloatArray()).containsOnly(3);
        leaf.setGrad(null);
        first.sum().backward();
        assertThat(gradOf(leaf).toFloatArray()).containsOnly(6);
    }

    @Test
    void aGradThatTheUserSets() {
        Tensor leaf = leaf(3);
        try (Scope _ = Scope.open()) {
            leaf.setGrad(Tensor.ones(3).mul(4));
        }
        assertThat(gradOf(leaf).toFloatArray()).containsOnly(4);
    }

    @Test
    void theHistoryOfAnOuterValueThatIsWrittenInside() {
        Tensor leaf = leaf(3);
        Tensor sum = Tensor.zeros(3);
        for (int i = 0; i < 3; i++) {
            try (Scope _ = Scope.open()) {
                Tensor twice = leaf.mul(2);
                sum.add_(twice.mul(twice));
                sum.view(-1).mul_(leaf.mul(1));
            }
        }
        sum.sum().backward();
        assertThat(sum.toFloatArray()).containsOnly(12);
        assertThat(gradOf(leaf).toFloatArray()).containsOnly(48);
    }

    @Test
    void theHistoryLivesAsLongAsTheValueThatIsWritten() {
        Tensor leaf = leaf(3);
        Tensor square;
        Tensor sum;
        try (Scope _ = Scope.open()) {
            sum = Tensor.zeros(3);
            try (Scope _ = Scope.open()) {
                square = leaf.mul(3);
                sum.add_(square.mul(square));
            }
            assertThat(square.value().storage().isReleased()).isFalse();
            sum.sum().backward();
            assertThat(gradOf(leaf).toFloatArray()).containsOnly(18);
        }
        assertThat(square.value().storage().isReleased()).isTrue();
    }

    @Test
    void aValueMovedOutTakesWhatItsHistorySaved() {
        Tensor leaf = leaf(3);
        Tensor out;
        try (Scope scope = Scope.open()) {
            Tensor y = leaf.mul(2);
            out = y.mul(y).sum().moveOutOf(scope);
        }
        out.backward();
        assertThat(gradOf(leaf).toFloatArray()).containsOnly(8);
    }

    @Test
    void aValueThatIsOnlyReachableDoesNotSurvive() {
        Tensor leaf = leaf(3);
        Tensor loss;
        try (Scope scope = Scope.open()) {
            Tensor y = leaf.mul(2);
            loss = y.mul(y).sum();
            scope.keep(loss.value().storage());
        }
        assertThatThrownBy(loss::backward)
                .isInstanceOf(ReleasedException.class)
                .hasMessageContaining(
                        "MulBackward0: a saved [float32 [3]], which is output 0 of MulBackward0 was released before backward");
    }
}
