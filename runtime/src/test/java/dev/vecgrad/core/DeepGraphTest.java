package dev.vecgrad.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.autograd.GradOptions;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Long chains, on a thread whose stack has no room for recursion over them. */
class DeepGraphTest {
    private static final long SMALL_STACK = 256 << 10;
    private static final int LONG = 200_000;

    private static <T> T onSmallStack(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(null, task, "small stack", SMALL_STACK);
        thread.start();
        return task.get();
    }

    private static double gradient(Tensor leaf) {
        return Objects.requireNonNull(leaf.grad()).item();
    }

    private static Tensor chain(Tensor leaf, int length) {
        Tensor y = leaf;
        for (int i = 0; i < length; i++) {
            y = y.add(1);
        }
        return y;
    }

    @Test
    void aChainOfOpsForwardBackwardAndThrownAway() throws Exception {
        Tensor leaf = Tensor.of(1.0).requiresGrad_(true);
        double value = onSmallStack(() -> {
            Tensor end = chain(leaf, LONG);
            double result = end.item();
            end.backward(null, true, false);
            end.backward();
            return result;
        });
        System.gc();
        assertThat(value).isEqualTo(LONG + 1);
        assertThat(gradient(leaf)).isEqualTo(2);
    }

    @Test
    void aChainOfOpsThatIsNeverRunBackward() throws Exception {
        Tensor leaf = Tensor.of(1.0).requiresGrad_(true);
        for (int i = 0; i < 2; i++) {
            assertThat(onSmallStack(() -> chain(leaf, LONG / 4).requiresGrad())).isTrue();
            System.gc();
        }
        assertThat(leaf.grad()).isNull();
    }

    @Test
    void aRecordedBackwardOfAChain() throws Exception {
        Tensor leaf = Tensor.of(2.0).requiresGrad_(true);
        double second = onSmallStack(() -> {
            Tensor y = chain(leaf, LONG / 10);
            Tensor first = Autograd.grad(y.mul(y), leaf, GradOptions.CREATE_GRAPH);
            return Autograd.grad(first, leaf).item();
        });
        assertThat(second).isEqualTo(2);
    }

    @Test
    void aChainOfViewsWhoseBaseIsWritten() throws Exception {
        Tensor leaf = Tensor.ones(2, 3).requiresGrad_(true);
        onSmallStack(() -> {
            Tensor base = leaf.mul(1);
            Tensor view = base;
            for (int i = 0; i < LONG / 20; i++) {
                view = view.t();
            }
            base.mul_(2);
            view.mul_(3);
            base.sum().backward();
            return null;
        });
        assertThat(Objects.requireNonNull(leaf.grad()).toFloatArray()).containsOnly(6);
    }

    @Test
    void aChainOfWritesThroughViews() throws Exception {
        Tensor leaf = Tensor.ones(3).requiresGrad_(true);
        onSmallStack(() -> {
            Tensor base = leaf.mul(1);
            for (int i = 0; i < LONG / 20; i++) {
                base.select(0, i % 3).add_(1);
            }
            base.sum().backward();
            return null;
        });
        assertThat(Objects.requireNonNull(leaf.grad()).toFloatArray()).containsOnly(1);
    }
}
