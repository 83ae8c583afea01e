package dev.vecgrad.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.autograd.Autograd;
import dev.vecgrad.autograd.GradOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Several threads at once; all numbers are small integers, so any order of additions gives the same sum. */
class EngineThreadsTest {
    private static final int THREADS = 4;
    private static final int TIMES = 100;

    private static void onAllThreads(Callable<Void> work) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(threads.submit(work));
            }
            for (Future<Void> result : running) {
                result.get();
            }
        }
    }

    private static float[] grad(Tensor leaf) {
        return Objects.requireNonNull(leaf.grad()).toFloatArray();
    }

    @Test
    void addUpInSharedLeaves() throws Exception {
        Tensor small = Tensor.ones(3).requiresGrad_(true);
        Tensor large = Tensor.ones(5000).requiresGrad_(true);
        onAllThreads(() -> {
            for (int i = 0; i < TIMES; i++) {
                small.mul(2).sum().add(large.mul(3).sum()).backward();
            }
            return null;
        });
        assertThat(grad(small)).containsOnly(2 * THREADS * TIMES);
        assertThat(grad(large)).containsOnly(3 * THREADS * TIMES);
    }

    @Test
    void runOverOneGraph() throws Exception {
        Tensor leaf = Tensor.ones(7).requiresGrad_(true);
        Tensor y = leaf.mul(leaf);
        Tensor loss = y.mul(y).sum();
        onAllThreads(() -> {
            for (int i = 0; i < TIMES; i++) {
                loss.backward(null, true, false);
                Tensor gradient = Autograd.grad(List.of(loss), List.of(y), null, GradOptions.RETAIN_GRAPH)
                        .getFirst();
                assertThat(gradient.toFloatArray()).containsOnly(2);
            }
            return null;
        });
        assertThat(grad(leaf)).containsOnly(4 * THREADS * TIMES);
    }

    @Test
    void recordGradientsInOneLeaf() throws Exception {
        Tensor leaf = Tensor.ones(3).requiresGrad_(true);
        onAllThreads(() -> {
            for (int i = 0; i < TIMES; i++) {
                leaf.mul(leaf).sum().backward(null, true, true);
            }
            return null;
        });
        assertThat(grad(leaf)).containsOnly(2 * THREADS * TIMES);
        assertThat(Objects.requireNonNull(leaf.grad()).requiresGrad()).isTrue();
    }

    @Test
    void haveAGradModeEach() throws Exception {
        Tensor leaf = Tensor.ones(3).requiresGrad_(true);
        try (var _ = Autograd.noGrad()) {
            onAllThreads(() -> {
                assertThat(leaf.mul(2).requiresGrad()).isTrue();
                return null;
            });
            assertThat(leaf.mul(2).requiresGrad()).isFalse();
        }
    }

    @Test
    void giveOneLeafOneNode() throws Exception {
        for (int i = 0; i < 20; i++) {
            Tensor leaf = Tensor.ones(1).requiresGrad_(true);
            List<Node> found = Collections.synchronizedList(new ArrayList<>());
            onAllThreads(() -> {
                found.add(Objects.requireNonNull(
                        Objects.requireNonNull(leaf.mul(2).gradFn())
                                .nextFunctions()
                                .getFirst()
                                .node()));
                return null;
            });
            assertThat(found).containsOnly(found.getFirst());
        }
    }
}
