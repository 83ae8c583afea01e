package dev.vecgrad.tests.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vecgrad.Tensor;
import dev.vecgrad.memory.Memory;
import dev.vecgrad.type.OutOfNativeMemoryException;
import java.util.List;

/**
 * First calls of a training step for which there is no memory change nothing, and later ones give what they give in a training that always had it. A
 * JVM of its own, where no other test's memory comes back meanwhile and serves after all.
 */
public final class NoMemoryRun {
    /** What is printed at the end. */
    static final String DONE = "all as before";

    /** So many that intermediates take several megabytes. */
    private static final int SAMPLES = 1 << 15;

    private static final long ROOM = 1 << 18;

    private NoMemoryRun() {}

    /** Runs it. */
    public static void main(String[] args) {
        CompiledTraining tried = new CompiledTraining(CompiledTraining.Kind.NORMS, SAMPLES);
        CompiledTraining sound = new CompiledTraining(CompiledTraining.Kind.NORMS, SAMPLES);
        List<Tensor> batch = tried.next();
        String known = tried.state();
        long limit = Memory.stats().limit();
        for (int call = 0; call < 3; call++) {
            System.gc();
            Memory.trim();
            Memory.setLimit(Memory.stats().reserved() + ROOM);
            assertThatThrownBy(() -> tried.train(batch)).isInstanceOf(OutOfNativeMemoryException.class);
            Memory.setLimit(limit);
            assertThat(tried.state()).isEqualTo(known);
        }
        for (int call = 0; call < 2; call++) {
            assertThat(tried.call()).isEqualTo(sound.call());
        }
        System.out.println(DONE);
    }
}
