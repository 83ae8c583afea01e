package dev.vecgrad.tests.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vecgrad.Tensor;
import dev.vecgrad.compile.Compiled;
import dev.vecgrad.memory.Memory;
import dev.vecgrad.optim.SGD;
import dev.vecgrad.tests.Fork;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A call of a compiled training step that fails changes nothing, wherever it fails. */
class FailedCallsTest {
    /** Labels are tested by a step that is no work of the backend. */
    private static final int TESTS = 1;

    @Test
    void noPieceOfWorkThatFailsChangesAnything() throws Exception {
        List<String> options = List.of(
                "-Dvecgrad.backend=failing",
                "-Dvecgrad.gemm=failing",
                "-Dvecgrad.kernels=scalars",
                "-Dvecgrad.threads=1",
                "-XX:TieredStopAtLevel=1");
        List<String> lines = Fork.run(FailedCallsRun.class, options)
                .lines()
                .filter(line -> line.contains(", "))
                .toList();
        assertThat(lines).hasSize(CompiledTraining.Kind.values().length);
        for (String line : lines) {
            List<Integer> numbers = Stream.of(line.split(", ", -1))
                    .skip(1)
                    .map(Integer::valueOf)
                    .toList();
            assertThat(numbers).as(line).allMatch(failures -> failures >= numbers.getFirst() - TESTS);
        }
    }

    /** A backend's kernels that promise to end cost no memory: of the first call it is the grads'. */
    @Test
    void whatCannotFailIsNotCopied() {
        long bytes = 4L << 20;
        Tensor w = Tensor.ones(bytes / Float.BYTES).requiresGrad_(true);
        SGD sgd = new SGD(List.of(w), SGD.options().lr(0.1));
        Compiled step = Compiled.of(() -> {
            sgd.zeroGrad();
            Tensor loss = w.square().mean();
            loss.backward();
            sgd.step();
            return loss;
        });
        long live = Memory.stats().live();
        Memory.resetPeak();
        Tensor _ = step.call();
        assertThat(Memory.stats().peak() - live).isLessThan(2 * bytes);
    }

    @Test
    void aCallForWhichThereIsNoMemoryChangesNothing() throws Exception {
        assertThat(Fork.run(NoMemoryRun.class, List.of("-Dvecgrad.kernels=scalars", "-XX:TieredStopAtLevel=1")))
                .contains(NoMemoryRun.DONE);
    }
}
