package dev.vecgrad.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.autograd.GradOptions;
import dev.vecgrad.memory.Memory;
import dev.vecgrad.memory.Scope;
import dev.vecgrad.memory.Storage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine writes into gradients and gives them back where only it knows them. While gradients are recorded it does neither, so both ways
 * must give the same bits on any graph.
 */
class OwnershipTest {
    private static final int ROWS = 3;
    private static final int COLUMNS = 4;

    /** A random graph over some leaves: sums, products, views, broadcasts, reductions, writes through views. */
    private static final class RandomGraph {
        private final RandomGenerator random;
        private final List<Tensor> pool = new ArrayList<>();

        RandomGraph(long seed, List<Tensor> leaves) {
            this.random = new SplittableRandom(seed);
            pool.addAll(leaves);
        }

        Tensor loss() {
            for (int i = 0; i < 30; i++) {
                pool.add(step());
            }
            Tensor loss = Tensor.zeros();
            for (Tensor tensor : pool) {
                loss = random.nextInt(3) == 0 ? loss.add(tensor.sum()) : loss.add(tensor.mean());
            }
            return loss;
        }

        private Tensor any() {
            return pool.get(random.nextInt(pool.size()));
        }

        private Tensor step() {
            Tensor a = any();
            return switch (random.nextInt(12)) {
                case 0 -> a.add(any());
                case 1 -> a.add(a);
                case 2 -> a.mul(any()).mul(0.5);
                case 3 -> a.sub(a.mean(1, true));
                case 4 -> a.add(a.sum(0, true)).mul(0.25);
                case 5 -> a.t().contiguous().view(ROWS, COLUMNS);
                case 6 -> a.reshape(COLUMNS, ROWS).t();
                case 7 -> a.select(0, 1).expand(ROWS, COLUMNS);
                case 8 -> a.mul(0.125).exp();
                case 9 -> a.narrow(0, 0, 1).add(any());
                case 10 -> written(a.mul(0.5).contiguous(), any());
                default -> a.neg();
            };
        }

        private Tensor written(Tensor fresh, Tensor by) {
            Tensor flat = fresh.view(-1);
            fresh.select(0, random.nextInt(ROWS)).mul_(by.select(0, 0));
            flat.narrow(0, 2, 5).add_(by.reshape(-1).narrow(0, 0, 5));
            return random.nextBoolean() ? fresh : flat.view(ROWS, COLUMNS);
        }
    }

    private static List<Tensor> leaves(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<Tensor> leaves = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            double[] numbers = random.doubles(ROWS * COLUMNS, -1, 1).toArray();
            leaves.add(Tensor.of(numbers).view(ROWS, COLUMNS).detach().requiresGrad_(true));
        }
        return leaves;
    }

    private static double[] grad(Tensor leaf) {
        return Objects.requireNonNull(leaf.grad()).toDoubleArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 100, 200, 300, 400, 500, 600, 700, 800, 900})
    void sameBitsAsWhereNothingIsOwned(long first) {
        for (long seed = first; seed < first + 20; seed++) {
            List<Tensor> leaves = leaves(seed);
            Tensor loss = new RandomGraph(seed, leaves).loss();
            List<Tensor> recorded = Autograd.grad(List.of(loss), leaves, null, GradOptions.CREATE_GRAPH);
            List<Tensor> owned = Autograd.grad(List.of(loss), leaves, null, GradOptions.RETAIN_GRAPH);
            loss.backward(null, true, false);
            for (int i = 0; i < leaves.size(); i++) {
                double[] expected = recorded.get(i).toDoubleArray();
                assertThat(owned.get(i).toDoubleArray()).as("seed %d", seed).containsExactly(expected);
                assertThat(grad(leaves.get(i))).as("seed %d", seed).containsExactly(expected);
            }
            assertNothingShared(leaves, owned);
            loss.backward();
            for (int i = 0; i < leaves.size(); i++) {
                double[] twice = recorded.get(i).mul(2).toDoubleArray();
                assertThat(grad(leaves.get(i))).as("seed %d", seed).containsExactly(twice);
            }
        }
    }

    private static void assertNothingShared(List<Tensor> leaves, List<Tensor> results) {
        Set<Storage> storages = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Tensor leaf : leaves) {
            assertThat(storages.add(Objects.requireNonNull(leaf.grad()).value().storage()))
                    .isTrue();
        }
        for (Tensor result : results) {
            assertThat(result.value().storage().isReleased()).isFalse();
            assertThat(storages.add(result.value().storage())).isTrue();
        }
    }

    @Test
    void gradientsInFlightGoBackAtOnce() {
        long elements = 1 << 16;
        Tensor leaf = Tensor.ones(elements).requiresGrad_(true);
        Tensor y = leaf;
        for (int i = 0; i < 12; i++) {
            y = y.mul(1).add(0);
        }
        Tensor loss = y.sum();
        long before = Memory.stats().live();
        loss.backward(null, true, false);
        long held = Memory.stats().live() - before;
        assertThat(held).isLessThan(2 * elements * Float.BYTES);
        assertThat(Objects.requireNonNull(leaf.grad()).toFloatArray()).containsOnly(1);
    }

    private static Value leaf(long size) {
        return Tensor.zeros(size).requiresGrad_(true).value();
    }

    private static Value accumulated(Value leaf, InFlight gradient) {
        new AccumulateGrad(leaf).accumulate(gradient);
        return Objects.requireNonNull(leaf.grad());
    }

    @Test
    void aLargeGradientThatOnlyTheEngineKnowsIsStoredItself() {
        Value gradient = Tensor.ones(1 << 16).value();
        assertThat(accumulated(leaf(1 << 16), InFlight.owned(gradient))).isSameAs(gradient);
        assertThat(gradient.storage().isReleased()).isFalse();
    }

    @Test
    void aSmallGradientIsCopiedSoThatItPinsNoSlab() {
        Value gradient = Tensor.ones(4).value();
        Value grad = accumulated(leaf(4), InFlight.owned(gradient));
        assertThat(grad).isNotSameAs(gradient);
        assertThat(gradient.storage().isReleased()).isTrue();
        assertThat(new Tensor(grad).toFloatArray()).containsOnly(1);
    }

    @Test
    void aGradientThatOthersKnowIsCopied() {
        Value gradient = Tensor.ones(1 << 16).value();
        assertThat(accumulated(leaf(1 << 16), InFlight.shared(gradient))).isNotSameAs(gradient);
        InFlight held = InFlight.owned(gradient);
        InFlight.on(gradient, Objects.requireNonNull(held.hold()));
        assertThat(accumulated(leaf(1 << 16), held)).isNotSameAs(gradient);
        assertThat(gradient.storage().isReleased()).isFalse();
    }

    @Test
    void aPartOfALargerGradientIsCopied() {
        Tensor whole = Tensor.ones(1 << 17);
        Value part = whole.narrow(0, 0, 1 << 16).value();
        assertThat(accumulated(leaf(1 << 16), InFlight.owned(part))).isNotSameAs(part);
        assertThat(whole.value().storage().isReleased()).isTrue();
    }

    @Test
    void rulesLeaveNoTemporariesBehind() {
        Tensor wide = Tensor.ones(1, 1 << 16).requiresGrad_(true);
        Tensor column = Tensor.ones(4, 1).requiresGrad_(true);
        Tensor loss = wide.mul(column).sum();
        long before = Memory.stats().live();
        loss.backward();
        long grads = wide.numel() * Float.BYTES;
        assertThat(Memory.stats().live() - before).isLessThan(2 * grads);
        assertThat(Objects.requireNonNull(column.grad()).toFloatArray()).containsOnly(1 << 16);
    }

    @Test
    void theUsersScopeTakesWhatTheEngineReturns() {
        Tensor leaf = Tensor.ones(3).requiresGrad_(true);
        Tensor gradient;
        try (Scope _ = Scope.open()) {
            gradient = Autograd.grad(leaf.mul(leaf).sum(), leaf);
            assertThat(gradient.toFloatArray()).containsExactly(2, 2, 2);
        }
        assertThat(gradient.value().storage().isReleased()).isTrue();
    }
}
